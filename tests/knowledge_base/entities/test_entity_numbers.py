"""Telephone numbers and numbers of persons. All numbers here are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.entities import mask
from knowledge_base.entities.numbers import find_numbers
from knowledge_base.entities.reading import Reading


def kinds(text: str) -> list[tuple[str, object, tuple[str, ...]]]:
    found = find_numbers(Reading.of(text))
    return [(item.kind, item.value["number"], item.doubts) for item in found]  # type: ignore[index,call-overload]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0901234567", "0901234567"), ("090 123 4567", "0901234567"),
        ("090.123.4567", "0901234567"),
        ("0901-234-567", "0901234567"), ("+84 901 234 567", "0901234567"),
        ("+84901234567", "0901234567"),
        ("84901234567", "0901234567"), ("0084901234567", "0901234567"),
        ("+84 (0)901234567", "0901234567"),
        ("028 3829 1234", "02838291234"), ("(028) 38291234", "02838291234"),
        ("+84 28 3829 1234", "02838291234"),
        ("sđt em 0901234567 ạ", "0901234567"), ("gọi 901234567", "0901234567"),
    ],
)  # fmt: skip
def test_phones(text: str, number: str) -> None:
    assert kinds(text) == [("phone", number, ())]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("079190000001", "079190000001"), ("079 190 000 001", "079190000001"),
        ("cccd 079190000001", "079190000001"),
        ("023456789", "023456789"), ("cmnd 301234567", "301234567"),
        ("chứng minh 901234567", "901234567"),
        ("079.190.000.001", "079190000001"),
    ],
)  # fmt: skip
def test_numbers_of_persons(text: str, number: str) -> None:
    assert kinds(text) == [("personal_id", number, ())]


@pytest.mark.parametrize(
    ("text", "kind", "doubts"),
    [
        ("cccd 123190000001", "personal_id", ("place",)),
        ("079990000001", "personal_id", ("century",)),
        ("0312345678", "phone", ("prefix",)),
    ],
)
def test_what_is_unsure_is_said(text: str, kind: str, doubts: tuple[str, ...]) -> None:
    assert [(item[0], item[2]) for item in kinds(text)] == [(kind, doubts)]


def test_nine_digits_may_be_a_phone_or_a_person() -> None:
    (found,) = find_numbers(Reading.of("901234567"))
    assert (found.kind, found.doubts) == ("unclear_number", ("kind",))
    assert [item["kind"] for item in found.value["readings"]] == ["phone", "cmnd"]  # type: ignore[index,call-overload]


@pytest.mark.parametrize(
    "text",
    [
        "250.000.000", "250 000 000 đồng", "150000000", "1.000.000.000 đồng", "100000000000",
        "100.000.000.000",
        "mst 0312345678", "mã số thuế 0312345678", "stk 0901234567", "tài khoản 079190000001",
        "1022", "19001234",
        "20/11/2026", "000.00.01", "1.001193", "123/2015/NĐ-CP", "2015", "12345678",
        "01234567890123456",
        "a079190000001", "079190000001b", "https://x.vn/0901234567", "số bhxh 7912345678",
        "0112345678",
    ],
)  # fmt: skip
def test_other_figures_are_none(text: str) -> None:
    assert find_numbers(Reading.of(text)) == []


def test_two_numbers_side_by_side() -> None:
    assert [item[1] for item in kinds("0901234567 0912345678")] == ["0901234567", "0912345678"]
    assert [item[0] for item in kinds("cccd 079190000001, sđt 0901234567")] == [
        "personal_id",
        "phone",
    ]


@given(st.text(alphabet="0123456789 .-+", max_size=20))
def test_masking_shows_at_most_three_digits(number: str) -> None:
    masked = mask(number)
    assert len(masked) == len(number)
    assert sum(char.isdigit() for char in masked) <= 3


@given(st.text(alphabet="0123456789 .-+()cdsđt", max_size=40))
def test_never_raises_and_stays_within_the_text(text: str) -> None:
    for found in find_numbers(Reading.of(text)):
        assert 0 <= found.start < found.end <= len(text)


@given(st.integers(1, 96), st.integers(0, 3), st.integers(0, 99), st.integers(0, 999999))
def test_every_cccd_is_read(place: int, century: int, year: int, rest: int) -> None:
    number = f"{place:03d}{century}{year:02d}{rest:06d}"
    assert kinds(f"cccd {number}") == [("personal_id", number, ())]
