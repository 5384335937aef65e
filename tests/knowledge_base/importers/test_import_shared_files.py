"""The real crawl, where it lies beside the repository: shares, traps, furniture, time.

The folder is ``<repository>/../shared`` or ``MOTCUA_SHARED_DIR``. The counts of traps are
taken from the raw rows by patterns of their own, not by the importer.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

import pytest

from knowledge_base.importers import Imported, Issue, ParsedRow, parse_file
from knowledge_base.model import Procedure, Section

REPOSITORY = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("MOTCUA_SHARED_DIR", REPOSITORY.parent / "shared"))
CRAWL = SHARED / "data" / "procedures"
PORTAL = CRAWL / "national_portal_2026.jsonl.gz"
MINISTRY = CRAWL / "ministry_defence_2025.jsonl.gz"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not CRAWL.is_dir(), reason=f"no shared crawl at {CRAWL}"),
]

KIND = r"(?:Trực tuyến|Trực tiếp|Dịch vụ bưu chính)"
UNITLESS = re.compile(KIND + r"\d+(?:Miễn phí|Không|[\d,.]* (?:VNĐ|Việt|USD))")
FURNITURE = re.compile(r"Không có thông tin|Chọn cơ quan|Từ khóa.*Mô tả|Mã: ?KQ|Tên giấy tờMẫu")


@pytest.fixture(scope="module")
def timed_rows() -> tuple[list[ParsedRow], list[ParsedRow], float]:
    begin = process_time()
    portal, ministry = list(parse_file(PORTAL)), list(parse_file(MINISTRY))
    return portal, ministry, process_time() - begin


@pytest.fixture(scope="module")
def portal(timed_rows: tuple[list[ParsedRow], list[ParsedRow], float]) -> list[Imported]:
    return [row for row in timed_rows[0] if isinstance(row, Imported)]


@pytest.fixture(scope="module")
def ministry(timed_rows: tuple[list[ParsedRow], list[ParsedRow], float]) -> list[Imported]:
    return [row for row in timed_rows[1] if isinstance(row, Imported)]


def share(rows: list[Imported], has: Callable[[Procedure], bool]) -> float:
    return sum(has(row.procedure) for row in rows) / len(rows)


def has_unit(procedure: Procedure) -> bool:
    return any(time.unit for channel in procedure.channels for time in channel.times)


def has_fee(procedure: Procedure) -> bool:
    return any(channel.fees for channel in procedure.channels)


def texts(procedure: Procedure) -> Iterator[str]:
    yield from [procedure.name, procedure.field, *procedure.steps, *procedure.conditions]
    yield from procedure.results
    yield from (text for text in (procedure.authority, procedure.where) if text)
    yield from (document.name for document in procedure.documents)
    yield from (document.group for document in procedure.documents if document.group)
    yield from (basis.title for basis in procedure.legal_basis if basis.title)
    yield from (channel.note for channel in procedure.channels if channel.note)


def test_every_row_is_imported_in_time(
    timed_rows: tuple[list[ParsedRow], list[ParsedRow], float],
    portal: list[Imported],
    ministry: list[Imported],
) -> None:
    assert (len(timed_rows[0]), len(portal)) == (2642, 2642)
    assert (len(timed_rows[1]), len(ministry)) == (207, 207)
    assert timed_rows[2] < 20


def test_shares_of_structured_sections(portal: list[Imported], ministry: list[Imported]) -> None:
    assert share(portal, lambda item: bool(item.documents)) > 0.97
    assert share(portal, has_unit) > 0.81
    assert share(portal, has_fee) > 0.86
    assert share(portal, lambda item: bool(item.legal_basis)) > 0.96
    assert share(portal, lambda item: bool(item.results)) > 0.99
    assert share(ministry, lambda item: bool(item.documents)) == 1
    assert share(ministry, has_unit) > 0.86
    assert share(ministry, has_fee) > 0.82
    assert share(ministry, lambda item: bool(item.legal_basis)) > 0.99


def test_dates_come_from_the_file_names(portal: list[Imported], ministry: list[Imported]) -> None:
    assert {row.procedure.last_checked for row in portal} == {"2026"}
    assert {row.procedure.source.retrieved for row in ministry} == {"2025"}


def test_times_without_unit_get_none_and_are_unconfirmed(portal: list[Imported]) -> None:
    unitless = [row for row in portal if UNITLESS.search(row.raw["cach_thuc_thuc_hien"])]
    assert len(unitless) == 357
    assert all(Section.TIME in row.procedure.unconfirmed for row in unitless)
    wrong = [
        row.procedure.code
        for row in unitless
        for channel in row.procedure.channels
        for time in channel.times
        if time.value is not None
        and time.unit is not None
        and f"{time.value:g} " not in row.raw["cach_thuc_thuc_hien"]
    ]
    assert wrong == []


def test_contradicted_free_fees_are_not_free(portal: list[Imported]) -> None:
    free = [row for row in portal if "Miễn phí" in row.raw["cach_thuc_thuc_hien"]]
    assert len(free) == 1832
    contradicted = [row for row in free if Issue.FEE_FREE_CONTRADICTED in row.issues]
    assert 219 <= len(contradicted) <= 320
    assert all(Section.FEE in row.procedure.unconfirmed for row in contradicted)
    set_by_council = [
        row
        for row in free
        if re.search(
            r"Miễn phí\(+(?:Mức|Theo)[^)]*Hội đồng nhân dân", row.raw["cach_thuc_thuc_hien"]
        )
    ]
    assert len(set_by_council) > 40
    for row in set_by_council:
        amounts = [fee.amount for item in row.procedure.channels for fee in item.fees]
        assert None in amounts, row.procedure.code


def test_no_amount_is_a_thousandth_cut_short(portal: list[Imported]) -> None:
    amounts = [fee.amount for row in portal for item in row.procedure.channels for fee in item.fees]
    assert min(amount for amount in amounts if amount) >= 1000


def test_no_furniture_is_left(portal: list[Imported], ministry: list[Imported]) -> None:
    left = [
        (row.procedure.code, text[:80])
        for row in portal + ministry
        for text in texts(row.procedure)
        if FURNITURE.search(text) or "\u00a0" in text or unicodedata.normalize("NFC", text) != text
    ]
    assert left == []


def test_steps_cut_by_the_crawler_are_unconfirmed(portal: list[Imported]) -> None:
    cut = [row for row in portal if Issue.STEPS_CUT in row.issues]
    assert len(cut) >= 20
    assert all(Section.STEPS in row.procedure.unconfirmed for row in cut)
