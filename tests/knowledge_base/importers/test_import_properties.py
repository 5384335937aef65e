"""Whatever text comes, parsing never raises and never invents."""

from __future__ import annotations

from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge_base.importers import Imported, Quarantined
from knowledge_base.importers.channels import parse_portal_channels, split_glued
from knowledge_base.importers.documents import parse_portal_documents
from knowledge_base.importers.furniture import clean, split_footer
from knowledge_base.importers.legal_basis import parse_portal_basis
from knowledge_base.importers.ministry import parse_ministry_row
from knowledge_base.importers.portal import parse_portal_row
from knowledge_base.importers.reader import read_rows
from knowledge_base.importers.steps import parse_steps
from knowledge_base.model import DurationUnit

PIECES = st.sampled_from(
    [
        "Tên giấy tờMẫu đơn, tờ khaiSố lượng",
        "Hình thức nộpThời gianPhí, lệ phíMô tả",
        "Tên văn bản pháp lýMã văn bản",
        "Trực tuyến", "Trực tiếp", "Dịch vụ bưu chính",
        "1", "120", "7 Ngày làm việc", "15 Ngày", "2 Giờ",
        "Miễn phí", "Không có thông tin", "10,000 Việt Nam Đồng", "20 VNĐ", "5 USD",
        "1 bản chính", "0 bản chính,1 bản sao", "01 bản chính ", " 1 bản chính;",
        "Mẫu số 01.docx", "a.pdf", "60/2034/QH13", "5/2030/NĐ-CP", "201234/2034/TT-BTC", "/QH",
        "Luật ", "số ", "Mã: KQ.G01.0001", "Từ khóa", "Mô tả", "Chọn cơ quan thực hiện",
        "Bước 1:", "Phí : ", "Đồng", "(", ")", ";", ".", " ", "\n", "\t", "--", "Xuất trình",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=14).map("".join),
)
PORTAL_KEYS = [
    "detail_url", "ten_thu_tuc", "so_quyet_dinh", "cap_thuc_hien", "linh_vuc",
    "doi_tuong_thuc_hien", "co_quan_co_tham_quyen", "dia_chi_tiep_nhan", "trinh_tu_thuc_hien",
    "cach_thuc_thuc_hien", "thanh_phan_ho_so", "can_cu_phap_ly", "co_quan_thuc_hien",
    "yeu_cau_dieu_kien", "ket_qua_xu_ly",
]  # fmt: skip
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=6,
)


@given(st.fixed_dictionaries(dict.fromkeys(PORTAL_KEYS, TEXTS)))
@settings(max_examples=300, deadline=None)
def test_portal_rows_never_raise(row: dict[str, Any]) -> None:
    parsed = parse_portal_row(row | {"ma_thu_tuc": "1.900001"}, 1, "2031")
    assert isinstance(parsed, Imported | Quarantined)


@given(
    st.fixed_dictionaries(
        {
            "metadata": st.fixed_dictionaries({"tên_thủ_tục": TEXTS, "lĩnh_vực": TEXTS}),
            "content": st.dictionaries(TEXTS, VALUES, max_size=3),
            "tables": st.fixed_dictionaries(
                {
                    "hinh_thuc_nop": st.lists(
                        st.fixed_dictionaries(
                            {
                                "hinh_thuc": st.sampled_from(["Trực tiếp", "Trực tuyến", "Khác"]),
                                "thoi_han_giai_quyet": TEXTS,
                                "phi_le_phi": TEXTS,
                                "mo_ta": TEXTS,
                            }
                        ),
                        max_size=3,
                    ),
                    "can_cu_phap_ly": st.lists(
                        st.fixed_dictionaries({"so_ky_hieu": TEXTS, "trich_yeu": TEXTS}),
                        max_size=3,
                    ),
                }
            ),
        }
    )
)
@settings(max_examples=200, deadline=None)
def test_ministry_rows_never_raise(row: dict[str, Any]) -> None:
    parsed = parse_ministry_row(row | {"thu_tuc_id": "1.900001"}, 1, None)
    assert isinstance(parsed, Imported | Quarantined)


@given(st.dictionaries(st.sampled_from([*PORTAL_KEYS, "ma_thu_tuc"]), VALUES))
@settings(max_examples=150, deadline=None)
def test_portal_rows_of_any_types_never_raise(row: dict[str, Any]) -> None:
    assert isinstance(parse_portal_row(row, 1, None), Imported | Quarantined)


@given(st.lists(st.binary(max_size=60), max_size=8))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_bytes_behind_a_good_row_are_rows_or_broken(tmp_path: Path, lines: list[bytes]) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b'{"a": "' + b"b" * 5000 + b'"}\n' + b"\n".join(lines))
    numbers = [row.line for row in read_rows(path, 10_000)]
    assert numbers[0] == 1
    assert numbers == sorted(set(numbers))


@given(TEXTS)
def test_only_a_written_unit_gives_a_unit(text: str) -> None:
    for channel in parse_portal_channels(text).channels:
        for time in channel.times:
            if time.unit is DurationUnit.WORKING_DAY:
                assert "Ngày làm việc" in clean(text)


@given(TEXTS)
def test_document_names_are_words_of_the_source(text: str) -> None:
    flat = "".join(clean(text).split())
    for document in parse_portal_documents(text).documents:
        assert "".join(document.name.split()) in flat


@given(TEXTS)
def test_legal_numbers_are_once_and_parse_back(text: str) -> None:
    numbers = [item.number for item in parse_portal_basis(text).basis]
    assert len(numbers) == len(set(numbers))
    assert all("/" in number and number[0].isdigit() for number in numbers)


@given(st.text(alphabet="0123456789.,", max_size=12))
def test_split_glued_loses_no_digit(digits: str) -> None:
    time, amount = split_glued(digits)
    assert time + amount == digits


@given(TEXTS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(TEXTS)
def test_body_before_a_footer_is_a_prefix(text: str) -> None:
    assert text.startswith(split_footer(text)[0])


@given(TEXTS)
def test_steps_are_never_blank(text: str) -> None:
    assert all(step.strip() for step in parse_steps(text))


HARD = {
    "cach_thuc_thuc_hien": ["Trực tiếp", "Trực tiếp1", "Trực tiếp1 NgàyMiễn phí(miễn phí cho "],
    "thanh_phan_ho_so": ["Tên giấy tờMẫu đơn, tờ khaiSố lượng", "1", "aA1.", "a1 bản chính"],
    "can_cu_phap_ly": ["5/2030/", "Luật ", "a5/2030/QH13", "1.1/"],
    "trinh_tu_thuc_hien": ["Bước 1 ", "a:\n", "- a\n"],
    "ket_qua_xu_ly": ["Từ khóa", "Mã: "],
    "doi_tuong_thuc_hien": [",", "Doanh nghiệp,"],
    "ten_thu_tuc": ["Thủ tục ", "Cấp "],
}


@pytest.mark.parametrize(
    ("key", "piece"), [(key, piece) for key, pieces in HARD.items() for piece in pieces]
)
def test_text_made_to_be_hard_takes_no_long_time(key: str, piece: str) -> None:
    """No pattern may need quadratic time: these take well under a second at 100,000 characters."""
    head = "Tên giấy tờMẫu đơn, tờ khaiSố lượng" if key == "thanh_phan_ho_so" else ""
    row = {"ma_thu_tuc": "1.900001", "ten_thu_tuc": "Cấp thẻ", "linh_vuc": "Ong"}
    row[key] = head + piece * (100_000 // len(piece))
    begin = process_time()
    parse_portal_row(row, 1, None)
    assert process_time() - begin < 5
