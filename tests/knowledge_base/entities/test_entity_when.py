"""Times as people say them, against Monday 23 November 2026, 9:00."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.entities.dates import find_when
from knowledge_base.entities.reading import Reading
from knowledge_base.entities.when import HO_CHI_MINH, When

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=HO_CHI_MINH)


def when(text: str, now: datetime = NOW) -> list[When]:
    return find_when(Reading.of(text), now)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("hôm nay", "2026-11-23"), ("bữa nay", "2026-11-23"), ("sáng nay", "2026-11-23"),
        ("chieu nay", "2026-11-23"),
        ("mai", "2026-11-24"), ("ngày mai", "2026-11-24"), ("chiều mai", "2026-11-24"),
        ("sang mai", "2026-11-24"),
        ("ngày mốt", "2026-11-25"), ("mốt", "2026-11-25"), ("ngay mot", "2026-11-25"),
        ("sáng mốt", "2026-11-25"),
        ("hôm qua", "2026-11-22"), ("hôm kia", "2026-11-21"), ("3 ngày nữa", "2026-11-26"),
        ("hai tuần nữa", "2026-12-07"),
        ("1 tháng nữa", "2026-12-23"), ("ba bữa nữa", "2026-11-26"),
        ("thứ 3", "2026-11-24"), ("thứ ba", "2026-11-24"), ("thứ tư", "2026-11-25"),
        ("thứ 7", "2026-11-28"),
        ("thứ bảy này", "2026-11-28"), ("thứ bẩy này", "2026-11-28"), ("chủ nhật", "2026-11-29"),
        ("sáng cn", "2026-11-29"),
        ("sáng thứ 3 tuần sau", "2026-12-01"), ("sang thu 3 tuan sau", "2026-12-01"),
        ("sáng t3 tuần sau", "2026-12-01"),
        ("thứ hai tuần tới", "2026-11-30"), ("thứ sáu tuần trước", "2026-11-20"),
        ("thứ 2 tuần sau nữa", "2026-12-07"),
        ("thu sau tuan nay", "2026-11-27"), ("tuần sau thứ 5", "2026-12-03"),
        ("thứ 6 vừa rồi", "2026-11-20"),
        ("20-11-2026", "2026-11-20"), ("20/11/2026", "2026-11-20"), ("20.11.2026", "2026-11-20"),
        ("20/11/26", "2026-11-20"),
        ("2026-11-20", "2026-11-20"), ("25/11", "2026-11-25"), ("ngày 25/11", "2026-11-25"),
        ("25 tháng 11", "2026-11-25"),
        ("ngày 25 tháng 11 năm 2026", "2026-11-25"), ("ngay 25 thang 11", "2026-11-25"),
        ("ngày 25-11", "2026-11-25"),
        ("ngày 25", "2026-11-25"), ("ngày 20 tháng sau", "2026-12-20"),
        ("mùng 5 tháng sau", "2026-12-05"),
        ("hai mươi tháng mười hai", "2026-12-20"), ("ngày mười lăm tháng mười hai", "2026-12-15"),
        ("sinh ngày 15/3/1990", "1990-03-15"), ("29/2/2028", "2028-02-29"),
        ("thứ tư ngày 25/11", "2026-11-25"),
        ("mùng 5 tết", "2027-02-10"), ("mùng 1 Tết", "2027-02-06"),
    ],
)  # fmt: skip
def test_one_day(text: str, day: str) -> None:
    (found,) = when(text)
    assert (str(found.first), str(found.last), found.doubts) == (day, day, ())


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("trong tuần này", "2026-11-23", "2026-11-29"), ("tuần sau", "2026-11-30", "2026-12-06"),
        ("tuan toi", "2026-11-30", "2026-12-06"), ("cuối tuần", "2026-11-28", "2026-11-29"),
        ("cuối tuần sau", "2026-12-05", "2026-12-06"), ("đầu tuần sau", "2026-11-30", "2026-12-01"),
        ("giữa tuần", "2026-11-25", "2026-11-26"), ("tháng này", "2026-11-01", "2026-11-30"),
        ("đầu tháng sau", "2026-12-01", "2026-12-10"),
        ("dau thang sau", "2026-12-01", "2026-12-10"),
        ("giữa tháng 12", "2026-12-11", "2026-12-20"),
        ("cuối tháng 2 năm 2028", "2028-02-21", "2028-02-29"),
        ("tháng 12", "2026-12-01", "2026-12-31"), ("tháng 3/2027", "2027-03-01", "2027-03-31"),
        ("12/2026", "2026-12-01", "2026-12-31"), ("đầu năm sau", "2027-01-01", "2027-03-31"),
        ("từ 24/11 đến 27/11", "2026-11-24", "2026-11-27"),
        ("20/11 - 25/11", "2026-11-20", "2026-11-25"),
        ("20-25/12", "2026-12-20", "2026-12-25"), ("20 - 25/12/2026", "2026-12-20", "2026-12-25"),
        ("từ 20 đến 25 tháng 12", "2026-12-20", "2026-12-25"),
        ("từ ngày 1 đến ngày 5 tháng 12", "2026-12-01", "2026-12-05"),
        ("từ ngày 25 đến ngày 28 tháng 12", "2026-12-25", "2026-12-28"),
        ("thứ 3 đầu tuần sau", "2026-12-01", "2026-12-01"),
        ("từ thứ 3 đến thứ 6", "2026-11-24", "2026-11-27"),
        ("thứ 7 tới chủ nhật", "2026-11-28", "2026-11-29"),
    ],
)  # fmt: skip
def test_spans_of_days(text: str, first: str, last: str) -> None:
    (found,) = when(text)
    assert (str(found.first), str(found.last), found.doubts) == (first, last, ())


@pytest.mark.parametrize(
    ("text", "at", "until", "part"),
    [
        ("8g30", "08:30", None, None), ("8h30", "08:30", None, None), ("8:30", "08:30", None, None),
        ("8 giờ 30 phút", "08:30", None, None), ("8h rưỡi", "08:30", None, None),
        ("tám giờ rưỡi", "08:30", None, None),
        ("lúc 8 rưỡi", "08:30", None, None), ("9 giờ kém 15", "08:45", None, None),
        ("9h kém 5", "08:55", None, None),
        ("14h", "14:00", None, None), ("3 giờ chiều", "15:00", None, "chiều"),
        ("chiều 3h", "15:00", None, "chiều"),
        ("7h tối", "19:00", None, "tối"), ("12h trưa", "12:00", None, "trưa"),
        ("1 giờ trưa", "13:00", None, "trưa"),
        ("8h sáng", "08:00", None, "sáng"), ("3h chieu", "15:00", None, "chiều"),
        ("8 gio sang", "08:00", None, "sáng"),
        ("8h - 10h30", "08:00", "10:30", None), ("7h30 đến 11h30", "07:30", "11:30", None),
        ("8-10h", "08:00", "10:00", None),
        ("1h30 - 3h chiều", "13:30", "15:00", "chiều"), ("8h đến 3h", "08:00", "15:00", None),
        ("8 giờ bốn lăm", "08:45", None, None), ("8 giờ ba mươi phút", "08:30", None, None),
        ("chín giờ kém mười lăm", "08:45", None, None),
        ("7 giờ mười lăm sáng", "07:15", None, "sáng"),
    ],
)  # fmt: skip
def test_times_of_day(text: str, at: str, until: str | None, part: str | None) -> None:
    (found,) = when(text)
    assert found.at == time.fromisoformat(at)
    assert found.until == (time.fromisoformat(until) if until else None)
    assert (found.part, found.doubts, found.first) == (part, (), None)


@pytest.mark.parametrize(
    ("text", "day", "part", "at"),
    [
        ("8g30 sáng thứ 3 tuần sau", "2026-12-01", "sáng", "08:30"),
        ("chiều mai lúc 3h", "2026-11-24", "chiều", "15:00"),
        ("chieu mai 3h", "2026-11-24", "chiều", "15:00"),
        ("lúc 14h ngày 25/11/2026", "2026-11-25", None, "14:00"),
        ("thứ tư tuần này lúc 8 rưỡi sáng", "2026-11-25", "sáng", "08:30"),
        ("ngày mai, khoảng 9h", "2026-11-24", None, "09:00"),
        ("em hẹn sáng mốt 9 giờ kém 15 được không", "2026-11-25", "sáng", "08:45"),
        ("8h toi mai", "2026-11-24", "tối", "20:00"),
    ],
)
def test_pieces_are_joined(text: str, day: str, part: str | None, at: str) -> None:
    (found,) = when(text)
    assert (str(found.first), found.part, str(found.at)[:5]) == (day, part, at)


@pytest.mark.parametrize(
    ("text", "doubt", "first", "others"),
    [
        ("thứ 2", "week", "2026-11-23", ["2026-11-30"]),
        ("ngày kia", "day", "2026-11-25", ["2026-11-26"]),
        ("20/11", "year", "2027-11-20", ["2026-11-20"]),
        ("ngày 20", "month", "2026-12-20", ["2026-11-20"]),
        ("mùng 5", "month", "2026-12-05", ["2026-11-05"]),
        ("thứ 3 ngày 25/11", "conflict", "2026-11-25", ["2026-11-24"]),
        ("t7", "month", "2026-11-28", []),
        ("thứ 6 tới", "week", "2026-11-27", ["2026-12-04"]),
        ("toi mai", "part", "2026-11-24", []),
        ("tháng 3", "year", "2027-03-01", ["2026-03-01"]),
        ("3/12", "fraction", "2026-12-03", []),
        ("25/11 Nguyễn Trãi", "address", "2026-11-25", []),
        ("30/2/2026", "impossible", "None", []),
        ("ngày 31/4", "impossible", "None", []),
        ("rằm tháng giêng", "lunar", "None", []),
        ("mùng 10 tháng 3 âm lịch", "lunar", "None", []),
        ("từ 27/11 đến 25/11/2026", "order", "2026-11-27", []),
    ],
)
def test_what_is_unsure_is_said(text: str, doubt: str, first: str, others: list[str]) -> None:
    (found,) = when(text)
    assert doubt in found.doubts
    assert (str(found.first), [str(day) for day in found.others]) == (first, others)


def test_an_hour_of_either_half_of_the_day_is_a_doubt() -> None:
    (found,) = when("2h")
    assert (found.at, found.doubts) == (time(14), ("half_of_day",))
    (found,) = when("2h chiều")
    assert (found.at, found.doubts) == (time(14), ())
    (found,) = when("8h tối")
    assert (found.at, found.doubts) == (time(20), ())
    (found,) = when("10h chiều")
    assert found.doubts == ("conflict",)


def test_near_the_new_year_a_low_day_may_be_lunar() -> None:
    (found,) = when("mùng 5", datetime(2027, 2, 1, tzinfo=HO_CHI_MINH))
    assert (found.first, found.others) == (date(2027, 2, 5), (date(2027, 2, 10),))
    assert found.doubts == ("lunar",)
    (found,) = when("mùng 5", datetime(2027, 6, 1, tzinfo=HO_CHI_MINH))
    assert found.doubts == ()


def test_a_weekday_that_has_passed_is_next_week_or_was() -> None:
    thursday = datetime(2026, 11, 26, tzinfo=HO_CHI_MINH)
    (found,) = when("thứ 3", thursday)
    assert (found.first, found.doubts, found.others) == (
        date(2026, 12, 1),
        ("week",),
        (date(2026, 11, 24),),
    )


def test_the_weekday_decides_which_year_is_meant() -> None:
    (found,) = when("thứ sáu 20/11")
    assert (found.first, found.doubts) == (date(2026, 11, 20), ())


@pytest.mark.parametrize(
    "text",
    [
        "123/2015/NĐ-CP", "01/2021/TT-BCA", "luật số 12/2025", "nghị định 61/2018", "50.000 đồng",
        "250.000đ",
        "năm 2026", "2015", "1/2 diện tích", "2/3 số hộ", "khoảng 3/4", "24/7", "24/24", "50/50",
        "số 12/5 Lê Lợi",
        "hẻm 15/3", "em ở 12/5 đường Lê Lợi", "nhà 20/11", "đường 3/2", "lần thứ 3", "con thứ hai",
        "con thứ 3",
        "bên thứ ba", "thứ nhất", "số thứ tự",
        "so thu tu", "thu 5 trieu", "thu phi", "thứ hai là giấy tờ", "t3/4", "trong 3 ngày",
        "7-8 ngày", "3 ngày 20 phút",
        "1 tháng 2 lần", "con em 3 tháng 10 ngày", "6 tháng tuổi", "12 tháng", "mỗi ngày 8 tiếng",
        "ngày 2 lần",
        "ngày một nhiều", "mai mốt em lên", "chị Mai", "Nguyễn Thị Mai", "hoa mai", "mai mối",
        "tôi muốn hỏi",
        "toi muon lam khai sinh", "sang tên xe", "sang ten nha dat", "sáng sủa", "trong 24h",
        "48h", "8 giờ làm việc",
        "5g", "wifi 5g", "mấy giờ mở cửa", "bây giờ", "bao giờ", "bay gio", "sau gio lam",
        "tỷ lệ 1:500", "1.001193",
        "000.00.01.H29-260310-0420", "0901234567", "CT01", "hạng A1", "CN đất ở", "giấy cn",
        "45/11/3", "1/2/3/4",
        "mong 2 bên", "này", "thế này", "bữa cơm", "hai mươi mốt", "13/13", "10:75",
    ],
)  # fmt: skip
def test_other_words_are_no_times(text: str) -> None:
    assert when(text) == []


PIECES = st.sampled_from(
    [
        "sáng", "chiều", "tối", "mai", "mốt", "thứ", "3", "tuần", "sau", "này", "ngày", "20",
        "tháng", "11", "/", "-", "8h", "30", "rưỡi", "kém", "15", "mùng", "tết", "năm", "2026",
        "31", "2", "đến", "t7", "cn", "hôm", "qua", "nay", "đầu", "cuối", "trước",
    ]
)  # fmt: skip


@given(
    st.lists(PIECES, max_size=10).map(" ".join) | st.text(max_size=40),
    st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2060, 1, 1)),
)
def test_never_raises_and_says_nothing_contradictory(text: str, now: datetime) -> None:
    reading = Reading.of(text)
    for found in find_when(reading, now):
        assert 0 <= found.start < found.end <= len(reading.text)
        assert (found.first is None) == (found.last is None)
        if found.first is not None and "order" not in found.doubts:
            assert found.first <= found.last
        assert found.as_mention().kind == "when"


@given(
    st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "ngày %d tháng %m năm %Y"]),
)
def test_every_full_date_is_read_back(day: date, shape: str) -> None:
    (found,) = when(f"hẹn {day.strftime(shape)} nhé")
    assert (found.first, found.last, found.doubts) == (day, day, ())


@given(st.integers(0, 6), st.integers(0, 3000))
def test_a_weekday_of_next_week_is_in_next_week(weekday: int, ahead: int) -> None:
    now = NOW + timedelta(days=ahead)
    name = ["thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật"][weekday]
    (found,) = when(f"{name} tuần sau", now)
    assert found.first.weekday() == weekday
    assert 1 <= (found.first - now.date()).days <= 13
