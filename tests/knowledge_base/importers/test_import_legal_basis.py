"""The flattened table of legal documents: where titles end and numbers begin."""

from __future__ import annotations

import pytest

from knowledge_base.importers.legal_basis import number_from, parse_portal_basis
from knowledge_base.importers.legal_numbers import normalise_number
from knowledge_base.importers.rows import Issue

HEADER = "Tên văn bản pháp lýMã văn bản"


def read(text: str) -> list[tuple[str, str | None]]:
    return [(item.number, item.title) for item in parse_portal_basis(HEADER + text).basis]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Luật Ong60/2034/QH13", [("60/2034/QH13", "Luật Ong")]),
        (
            "Luật 51/2039/QH1451/2039/QH14Luật 54/2034/QH1354/2034/QH13",
            [("51/2039/QH14", "Luật 51/2039/QH14"), ("54/2034/QH13", "Luật 54/2034/QH13")],
        ),
        ("Luật Ong năm 201202/2012/QH13", [("02/2012/QH13", "Luật Ong năm 2012")]),
        (
            "Về ong18/2034/TT-BCALuật Ong5/2030/QH15",
            [("18/2034/TT-BCA", "Về ong"), ("5/2030/QH15", "Luật Ong")],
        ),
        (
            "Về ong18/2034/TT-BTCBAN HÀNH MẪU7/2031/TT-BTP",
            [("18/2034/TT-BTC", "Về ong"), ("7/2031/TT-BTP", "BAN HÀNH MẪU")],
        ),
        ("Nuôi ongLuật 79/2035/QH13", [("79/2035/QH13", "Nuôi ong")]),
        ("sửa vài điềuNghị định số 33/2036/NĐ-CP", [("33/2036/NĐ-CP", "sửa vài điều")]),
        ("Luật28/2033/QH15", [("28/2033/QH15", "Luật")]),
        (
            "sửa Nghị định số 9/2030/NĐ-CP về ong33/2036/NĐ-CP",
            [("33/2036/NĐ-CP", "sửa Nghị định số 9/2030/NĐ-CP về ong")],
        ),
        ("Nghị quyết về ong66.7/2035/NQ-CP", [("66.7/2035/NQ-CP", "Nghị quyết về ong")]),
        ("Nghị định số 46/2030/NĐ-CP46/2030", [("46/2030/NĐ-CP", "Nghị định số 46/2030/NĐ-CP")]),
        ("Về mật ong12/VBHN-BTP", [("12/VBHN-BTP", "Về mật ong")]),
        (
            "Về ong 2/2034/TTLT-BTC-BTP2/2034/TTLT-BTC-BTP",
            [("2/2034/TTLT-BTC-BTP", "Về ong 2/2034/TTLT-BTC-BTP")],
        ),
        ("Về ong5/2034/ND-CP", [("5/2034/NĐ-CP", "Về ong")]),
        ("Luật Ong ngày 1/2/2030;31/2030/QH15", [("31/2030/QH15", "Luật Ong ngày 1/2/2030")]),
    ],
)
def test_pairs(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert read(text) == expected
    assert not parse_portal_basis(HEADER + text).issues


def test_number_twice_is_one_entry() -> None:
    assert read("Luật Ong60/2034/QH13Luật nuôi ong060/2034/qh13".replace("qh", "QH")) == [
        ("60/2034/QH13", "Luật Ong")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Thông qua tại kỳ họp thứ 214/2032/QĐ-TTg",
        "Luật Ong 203206",
        "Về ong118/2035/NĐ-CLuật Ong60/2034/QH13",
        "Thông tư số 4/2030/TT-BTC ngày 5/6/2030QQLuật Ong60/2034/QH13",
    ],
)
def test_what_cannot_be_parted_is_left_out_and_said(text: str) -> None:
    result = parse_portal_basis(HEADER + text)
    assert Issue.BASIS_UNREADABLE in result.issues
    assert all(item.number == "60/2034/QH13" for item in result.basis)


@pytest.mark.parametrize("text", ["", HEADER, "Không có thông tin"])
def test_nothing_is_no_issue(text: str) -> None:
    result = parse_portal_basis(text)
    assert (result.basis, result.issues) == ([], set())


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("60/2034/QH13", "60/2034/QH13"),
        ("số 25/2038/QH14", "25/2038/QH14"),
        ("Thông tư số 104 /2034/TT-BQP", "104/2034/TT-BQP"),
        ("11/2030/TT- BTP", "11/2030/TT-BTP"),
        ("54", None),
        ("", None),
    ],
)
def test_numbers_are_spelt_one_way(cell: str, number: str | None) -> None:
    assert normalise_number(cell) == number


@pytest.mark.parametrize(
    ("cell", "title", "number"),
    [
        ("12", "Quyết định số 12/2031/QĐ-TTg về dầu", "12/2031/QĐ-TTg"),
        ("12", "Quyết định số 13/2031/QĐ-TTg", None),
        ("12", "12/2031/QĐ-TTg sửa 12/2032/QĐ-TTg", None),
        ("1", "Quyết định số 12/2031/QĐ-TTg", None),
        ("54", "Luật Ong 2034", None),
    ],
)
def test_short_number_is_made_whole_only_from_one_match(
    cell: str, title: str, number: str | None
) -> None:
    assert number_from(cell, title) == number
