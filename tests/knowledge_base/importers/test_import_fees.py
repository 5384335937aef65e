"""Fees: what counts as free, what the brackets take back, what cannot be trusted."""

from __future__ import annotations

import pytest

from knowledge_base.importers.fees import parse_fee
from knowledge_base.importers.ministry_fees import add_ministry_fees
from knowledge_base.importers.rows import Issue
from knowledge_base.model import Channel, ChannelKind, Fee, FeeKind


@pytest.mark.parametrize(
    "words",
    ["", "Không", "Không có.", "không thu phí", "Miễn lệ phí", "- Miễn phí (Thông tư số 1/2030)"],
)
def test_free_is_free_when_the_brackets_agree(words: str) -> None:
    cell = parse_fee("Miễn phí", words)
    assert cell.fee is not None
    assert cell.fee.amount == 0
    assert cell.issue is None


@pytest.mark.parametrize(
    "words",
    [
        "Mức thu do Hội đồng nhân dân cấp tỉnh quyết định",
        "(Theo quy định của hội đồng.)",
        "40.000 đồng/lần",
        "lần đầu 5.000.000/lần",
        "Chưa quy định.",
        "3 triệu/hồ sơ",
        "Trả phí cho nơi làm dịch vụ",
    ],
)
def test_free_is_not_free_when_the_brackets_name_a_fee_or_who_sets_it(words: str) -> None:
    cell = parse_fee("Miễn phí", words)
    assert cell.fee is not None
    assert cell.fee.amount is None
    assert cell.fee.condition
    assert cell.issue is Issue.FEE_FREE_CONTRADICTED


def test_free_for_a_case_keeps_the_case() -> None:
    cell = parse_fee("Miễn phí", "đối với xe đạp")
    assert (cell.fee, cell.issue) == (Fee(amount=0, condition="đối với xe đạp"), None)


@pytest.mark.parametrize("first", ["", "Miễn lệ phí. "])
def test_copy_paid_for_on_request_does_not_take_free_back(first: str) -> None:
    words = first + "Phí in bản sao (nếu có yêu cầu) theo Thông tư số 1/2030/TT-BTC"
    cell = parse_fee("Miễn phí", words)
    assert cell.fee is not None
    assert (cell.fee.amount, cell.fee.condition) == (0, words)
    assert cell.issue is None


def test_who_does_not_pay_is_kept_apart() -> None:
    words = "Mức do hội đồng quyết định. Miễn lệ phí cho người cao tuổi; người khuyết tật."
    fee = parse_fee("Miễn phí", words).fee
    assert fee is not None
    assert fee.exemption == "Miễn lệ phí cho người cao tuổi"
    assert "cao tuổi" not in (fee.condition or "")


def test_title_of_a_circular_exempts_nobody() -> None:
    words = "Thông tư quy định mức thu, miễn một số khoản phí, lệ phí nhằm hỗ trợ cho người dân"
    fee = parse_fee("90,000 VNĐ", words).fee
    assert fee is not None
    assert fee.exemption is None


@pytest.mark.parametrize("cell", ["70,000 VNĐ", "70.000 Đồng", "70000 Việt Nam Đồng"])
def test_amounts_in_all_spellings(cell: str) -> None:
    assert parse_fee(cell, "70.000 đồng/giấy").fee == Fee(amount=70000, unit="giấy")


@pytest.mark.parametrize(("words", "unit"), [("/hồ sơ", "hồ sơ"), ("đồng/lần cấp", "lần cấp")])
def test_unit_alone_in_the_brackets(words: str, unit: str) -> None:
    assert parse_fee("70,000 VNĐ", words).fee == Fee(amount=70000, unit=unit)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Phí thẩm tra", FeeKind.FEE),
        ("Lệ phí cấp thẻ", FeeKind.CHARGE),
        ("Phí thẩm tra và lệ phí cấp thẻ", FeeKind.UNKNOWN),
        ("", FeeKind.UNKNOWN),
    ],
)
def test_kind_is_told_from_the_words(words: str, kind: FeeKind) -> None:
    fee = parse_fee("70,000 VNĐ", words).fee
    assert fee is not None
    assert fee.kind is kind


def test_thousandth_of_an_amount_is_not_trusted() -> None:
    cell = parse_fee("20 VNĐ", "20.000 đồng/tờ")
    assert cell.fee is not None
    assert (cell.fee.amount, cell.fee.condition) == (None, "20.000 đồng/tờ")
    assert cell.issue is Issue.FEE_AMOUNT_DOUBTFUL


def test_amount_against_its_brackets_is_not_trusted_and_both_stay_to_be_read() -> None:
    cell = parse_fee("800,000 VNĐ", "áp dụng 400.000 đồng/hồ sơ đến cuối năm")
    assert cell.fee is not None
    assert cell.fee.amount is None
    assert "800,000" in (cell.fee.condition or "")
    assert "400.000" in (cell.fee.condition or "")
    assert cell.issue is Issue.FEE_AMOUNT_DOUBTFUL


def test_amount_that_is_the_sum_of_its_brackets_is_right() -> None:
    cell = parse_fee("450,000 VNĐ", "gồm 300.000 đồng xét và 150.000 đồng in")
    assert cell.fee is not None
    assert (cell.fee.amount, cell.issue) == (450000, None)


def test_dollars_are_no_dong() -> None:
    cell = parse_fee("5 USD", "mỗi giấy")
    assert cell.fee == Fee(condition="5 USD (mỗi giấy)")
    assert cell.issue is Issue.FEE_FOREIGN_CURRENCY


def ministry(cell: str) -> tuple[list[Fee], set[Issue]]:
    channel = Channel(kind=ChannelKind.COUNTER)
    issues = add_ministry_fees(channel, cell)
    return channel.fees, issues


@pytest.mark.parametrize("cell", ["Phí : 0 Đồng", "Phí : Không Đồng", "Phí : o Đồng"])
def test_ministry_free(cell: str) -> None:
    assert ministry(cell) == ([Fee(amount=0, kind=FeeKind.FEE)], set())


def test_ministry_several_fees() -> None:
    fees, issues = ministry(
        "Phí : 2.000.000 Đồng (thẩm tra loại một)\nLệ phí : 50000 Đồng\nFile đính kèm: a.pdf"
    )
    assert [(fee.amount, fee.kind) for fee in fees] == [
        (2000000, FeeKind.FEE),
        (50000, FeeKind.CHARGE),
    ]
    assert issues == set()


@pytest.mark.parametrize(
    ("cell", "issue"),
    [
        ("", Issue.FEE_MISSING),
        ("Phí :  Đồng", Issue.FEE_MISSING),
        ("Phí :  Đồng (Theo biểu của bộ)", Issue.FEE_AMOUNT_DOUBTFUL),
        ("Phí : Bằng nửa mức thu cũ Đồng", Issue.FEE_AMOUNT_DOUBTFUL),
        ("Lệ phí : 1.5 USD", Issue.FEE_FOREIGN_CURRENCY),
    ],
)
def test_ministry_fees_without_an_amount_in_dong(cell: str, issue: Issue) -> None:
    fees, issues = ministry(cell)
    assert issues == {issue}
    assert all(fee.amount is None for fee in fees)
