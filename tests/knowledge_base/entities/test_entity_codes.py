"""Codes of dossiers and procedures, and all the figures that are none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.entities.codes import find_dossier_codes, find_procedure_codes


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("000.00.01.H29-260310-0420", "000.00.01.H29-260310-0420"),
        ("38.98.H29-210519-0013", "38.98.H29-210519-0013"),
        ("000.00.53.H48-220921-0099", "000.00.53.H48-220921-0099"),
        ("H15.50.05.13-261008-0975", "H15.50.05.13-261008-0975"),
        ("G09.20-20260609-0092637", "G09.20-20260609-0092637"),
        ("h29.12 - 260101 – 0001", "H29.12-260101-0001"),
        ("hồ sơ 000.00.01.h29-260310-0420 sao rồi", "000.00.01.H29-260310-0420"),
        ("000 00 01 h29 260310 0420", "000.00.01.H29-260310-0420"),
        ("000.00.01.H29.260310.0420", "000.00.01.H29-260310-0420"),
        ("000-00-01-H29-260310-0420", "000.00.01.H29-260310-0420"),
        ("0000001H292603100420", "000.00.01.H29-260310-0420"),
        ("3898H292105190013", "38.98.H29-210519-0013"),
        ("(38.98.H29-210519-0013).", "38.98.H29-210519-0013"),
        ("mã:000.00.01.H29-260310-0420,", "000.00.01.H29-260310-0420"),
    ],
)
def test_dossier_codes_in_every_shape(typed: str, code: str) -> None:
    (found,) = find_dossier_codes(typed)
    assert (found.value, found.doubts) == (code, ())


@pytest.mark.parametrize(
    ("typed", "code", "doubt"),
    [
        ("000.00.01.H29-269910-0420", "000.00.01.H29-269910-0420", "day"),
        ("000.00.01.H29-260230-0420", "000.00.01.H29-260230-0420", "day"),
        ("H29-260310-0420", "H29-260310-0420", "unit"),
        ("0000001H29201010120092", "000.00.01.H29-201010-120092", "split"),
    ],
)
def test_what_is_unsure_is_said(typed: str, code: str, doubt: str) -> None:
    (found,) = find_dossier_codes(typed)
    assert doubt in found.doubts
    assert found.value == code


@pytest.mark.parametrize(
    "text",
    [
        "123/2015/NĐ-CP", "000.00.01.H29-2603-0420", "H29 0901234567", "0901234567", "079190000001",
        "1.001193", "1.001193.000.00.00.H29", "59-H1 123.45", "TT 01/2018", "50.000.000 đồng",
        "H29", "",
        "000.00.01-260310-0420", "mẫu CT01 260310",
    ],
)  # fmt: skip
def test_other_figures_are_no_dossier_codes(text: str) -> None:
    assert find_dossier_codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "mã 1.001193 ạ",
        "1.001193.000.00.00.H29",
        "(1.001193).",
        "mã 1001193",
        "1,001193",
        "tthc: 1001193",
    ],
)
def test_procedure_codes(text: str) -> None:
    assert [found.value for found in find_procedure_codes(text)] == ["1.001193"]


@pytest.mark.parametrize(
    "text",
    [
        "11.001193", "1.0011935", "3.1.001193", "50.000 đồng", "079", "2.000.000", "1001193",
        "0.001193",
        "1001193 đồng", "2.000000", "12/2025", "1.001.193",
    ],
)  # fmt: skip
def test_other_numbers_are_no_procedure_codes(text: str) -> None:
    assert find_procedure_codes(text) == []


@given(
    unit=st.sampled_from(["000.00.01.H29", "38.98.H29", "H15.50.05.13", "G09.20"]),
    day=st.dates(min_value=date(2015, 1, 1), max_value=date(2040, 1, 1)),
    serial=st.integers(0, 9999),
    lower=st.booleans(),
    sign=st.sampled_from(["-", " - ", " – ", "—"]),
)  # fmt: skip
def test_every_code_is_read_back(unit: str, day: date, serial: int, lower: bool, sign: str) -> None:
    code = f"{unit}-{day:%y%m%d}-{serial:04d}"
    typed = code.replace("-", sign)
    (found,) = find_dossier_codes(f"xem {typed.lower() if lower else typed} giúp")
    assert (found.value, found.doubts) == (code, ())


@given(st.text(alphabet="0123456789.,/-H gG mã", max_size=40))
def test_never_raises_and_stays_within_the_text(text: str) -> None:
    for found in [*find_dossier_codes(text), *find_procedure_codes(text)]:
        assert 0 <= found.start < found.end <= len(text)
