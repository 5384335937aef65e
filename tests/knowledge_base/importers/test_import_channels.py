"""The flattened table of channels: rows, times, and the traps in them."""

from __future__ import annotations

import pytest

from knowledge_base.importers.channels import parse_portal_channels, split_glued
from knowledge_base.importers.rows import Issue
from knowledge_base.importers.times import parse_time, unit_is_disputed
from knowledge_base.model import ChannelKind, Duration, DurationUnit

HEADER = "Hình thức nộpThời gianPhí, lệ phíMô tả"


def test_three_rows_with_their_own_times() -> None:
    result = parse_portal_channels(
        HEADER + "Trực tuyến4 Ngày làm việcMiễn phíTrực tiếp6 NgàyMiễn phí"
        "Dịch vụ bưu chính2 GiờMiễn phí"
    )
    assert [channel.kind for channel in result.channels] == [
        ChannelKind.ONLINE,
        ChannelKind.COUNTER,
        ChannelKind.POST,
    ]
    assert [channel.times for channel in result.channels] == [
        [Duration(value=4, unit=DurationUnit.WORKING_DAY)],
        [Duration(value=6, unit=DurationUnit.DAY)],
        [Duration(value=2, unit=DurationUnit.HOUR)],
    ]
    assert all(channel.fees[0].amount == 0 for channel in result.channels)
    assert not result.issues


def test_kind_inside_a_description_opens_no_row() -> None:
    result = parse_portal_channels(
        HEADER + "Trực tuyến3 Ngày làm việcMiễn phíTrực tuyến: gửi qua mạng. Trực tiếp tại quầy "
        "số 5.Trực tiếp3 Ngày làm việcMiễn phí"
    )
    assert [channel.kind for channel in result.channels] == [
        ChannelKind.ONLINE,
        ChannelKind.COUNTER,
    ]
    assert result.channels[0].note == "Trực tuyến: gửi qua mạng. Trực tiếp tại quầy số 5."


def test_time_without_unit_keeps_its_number_and_gets_no_unit() -> None:
    result = parse_portal_channels(HEADER + "Trực tiếp1Miễn phí")
    assert result.channels[0].times == [Duration(value=1)]
    assert result.issues == {Issue.TIME_NO_UNIT}


def test_missing_cells() -> None:
    nothing = "Không có thông tin"
    result = parse_portal_channels(f"{HEADER}Trực tiếp{nothing}{nothing}Đến quầy.")
    assert result.channels[0].times == []
    assert result.channels[0].fees == []
    assert result.channels[0].note == "Đến quầy."
    assert result.issues == {Issue.TIME_MISSING, Issue.FEE_MISSING}


def test_time_in_words_becomes_a_note() -> None:
    result = parse_portal_channels(HEADER + "Trực tuyếnTrả ngay khi nhậnMiễn phíQua mạng.")
    assert result.channels[0].times == [Duration(note="Trả ngay khi nhận")]


def test_rows_of_one_kind_are_one_channel_with_both_times_and_fees() -> None:
    result = parse_portal_channels(
        HEADER + "Trực tiếp3 Ngày50,000 Việt Nam Đồng(Cấp mới)Ca thường."
        "Trực tiếp1 Ngày90,000 Việt Nam Đồng(Cấp gấp)Ca gấp."
    )
    (channel,) = result.channels
    assert [(time.value, time.note) for time in channel.times] == [
        (3, "Ca thường."),
        (1, "Ca gấp."),
    ]
    assert [(fee.amount, fee.condition) for fee in channel.fees] == [
        (50000, "Cấp mới"),
        (90000, "Cấp gấp"),
    ]
    assert channel.note is None


def test_bracket_that_is_never_closed_stays_whole() -> None:
    result = parse_portal_channels(HEADER + "Trực tiếp3 Ngày50,000 VNĐ(lần (đầu)")
    assert result.channels[0].fees[0].condition == "lần (đầu)"
    assert result.channels[0].note is None


def test_enumerator_behind_a_fee_opens_the_description() -> None:
    result = parse_portal_channels(HEADER + "Trực tiếp3 NgàyMiễn phí(i) Đến quầy; (ii) chờ gọi.")
    assert result.channels[0].note == "(i) Đến quầy; (ii) chờ gọi."
    assert result.channels[0].fees[0].amount == 0


@pytest.mark.parametrize(
    ("digits", "parts"),
    [
        ("1100,000", ("1", "100,000")),
        ("140,000", ("1", "40,000")),
        ("120", ("1", "20")),
        ("1200", ("1", "200")),
        ("125", ("", "125")),
        ("31500", ("", "31500")),
        ("00", ("", "00")),
    ],
)
def test_time_glued_to_an_amount_is_split_only_when_there_is_one_way(
    digits: str, parts: tuple[str, str]
) -> None:
    assert split_glued(digits) == parts


def test_amount_glued_to_an_unknown_time_leaves_the_time_open() -> None:
    result = parse_portal_channels(HEADER + "Trực tiếp125 VNĐ")
    assert result.channels[0].times == []
    assert result.channels[0].fees[0].amount is None
    assert Issue.TIME_FEE_GLUED in result.issues


def test_text_that_is_no_table_is_said_to_be_unreadable() -> None:
    result = parse_portal_channels("Xin mời đến quầy")
    assert result.channels == []
    assert Issue.CHANNELS_UNREADABLE in result.issues


def test_no_text_at_all_is_only_missing() -> None:
    assert parse_portal_channels("").issues == {Issue.TIME_MISSING, Issue.FEE_MISSING}


@pytest.mark.parametrize(
    ("cell", "value", "unit"),
    [
        ("07 Ngày làm việc", 7, DurationUnit.WORKING_DAY),
        ("0.5 Giờ", 0.5, DurationUnit.HOUR),
        ("1,5 ngày", 1.5, DurationUnit.DAY),
        ("8 Giờ làm việc", 8, DurationUnit.WORKING_HOUR),
        ("2 Tháng", 2, DurationUnit.MONTH),
        ("1 Năm", 1, DurationUnit.YEAR),
    ],
)
def test_units_of_time(cell: str, value: float, unit: DurationUnit) -> None:
    assert parse_time(cell).duration == Duration(value=value, unit=unit)


def test_range_is_no_number() -> None:
    assert parse_time("10-25").duration == Duration(note="10-25")


@pytest.mark.parametrize(
    ("unit", "words", "disputed"),
    [
        (DurationUnit.DAY, "Trong 05 ngày làm việc", True),
        (DurationUnit.DAY, "Trong 05 (năm) ngày làm việc", True),
        (DurationUnit.WORKING_DAY, "Trong 5 ngày kể từ khi nhận", True),
        (DurationUnit.DAY, "Trong 05 ngày, riêng hồ sơ khó 5 ngày làm việc", False),
        (DurationUnit.WORKING_DAY, "Trong 15 ngày", False),
        (DurationUnit.HOUR, "Trong 5 ngày", False),
    ],
)
def test_words_beside_a_time_may_dispute_its_unit(
    unit: DurationUnit, words: str, disputed: bool
) -> None:
    assert unit_is_disputed(Duration(value=5, unit=unit), words) is disputed
