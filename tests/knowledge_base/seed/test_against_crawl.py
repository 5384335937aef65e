"""A second, mechanical reading of the seed: every figure is held against the crawl.

For each seed record whose code is in the crawl: levels, channels, times with units, fees,
numbers of legal documents and the address of the page. A difference is accepted when the
record itself says that staff must confirm the section (``unconfirmed``) or when its
``notes`` explain it. The crawl lies in ``<repository>/../shared`` or
``MOTCUA_SHARED_DIR``; without it the test is skipped.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from knowledge_base.importers import Imported, parse_file
from knowledge_base.importers.legal_numbers import key_of
from knowledge_base.importers.money import amounts_in
from knowledge_base.importers.times import UNIT_WORDS
from knowledge_base.model import Channel, Duration, Procedure, Section
from knowledge_base.seed import load_seed_file

REPOSITORY = Path(__file__).resolve().parents[3]
SEED = REPOSITORY / "data" / "procedures"
SHARED = Path(os.environ.get("MOTCUA_SHARED_DIR", REPOSITORY.parent / "shared"))
CRAWL = SHARED / "data" / "procedures"
FILES = sorted(SEED.rglob("*.yml"))

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not CRAWL.is_dir(), reason=f"no shared crawl at {CRAWL}"),
]

# What a curator's note must name to explain a difference in a section.
EXPLAINED_BY = {
    Section.TIME: r"thời hạn|thời gian|ngày",
    Section.FEE: r"phí",
    Section.WHERE: r"cấp|nơi nộp|kênh|trực tuyến|bưu chính|trực tiếp",
    Section.BASIS: r"căn cứ|văn bản|nghị định|thông tư|luật",
}


@cache
def crawl() -> dict[str, Imported]:
    """All rows of both files by code."""
    rows = (row for path in sorted(CRAWL.glob("*.jsonl.gz")) for row in parse_file(path))
    return {row.procedure.code: row for row in rows if isinstance(row, Imported)}


def code_of(path: Path) -> str:
    return "-".join(path.stem.split("-")[:1])


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_seed_record_agrees_with_the_crawl(path: Path) -> None:
    row = crawl().get(code_of(path))
    if row is None:
        pytest.skip(f"{code_of(path)} is in neither file of the crawl")
    seed = load_seed_file(path)
    problems = [
        f"\n  {field}\n      seed : {ours or '(nothing)'}\n      crawl: {theirs or '(nothing)'}"
        for section, field, ours, theirs in found_differences(seed, row)
        if not is_covered(seed, section)
    ]
    assert not problems, (
        f"{path.relative_to(REPOSITORY)}: {len(problems)} differences that neither "
        f"`unconfirmed` nor `notes` covers" + "".join(problems)
    )


def is_covered(seed: Procedure, section: Section) -> bool:
    pattern = EXPLAINED_BY.get(section)
    explained = pattern is not None and re.search(pattern, seed.notes or "", re.IGNORECASE)
    return section in seed.unconfirmed or bool(explained)


def found_differences(seed: Procedure, row: Imported) -> Iterator[tuple[Section, str, str, str]]:
    """Section, field, what the seed says, what the crawl says."""
    read = row.procedure
    ours, theirs = {item.value for item in seed.levels}, {item.value for item in read.levels}
    if ours != theirs:
        yield Section.WHERE, "levels", show(ours), show(theirs)
    ours = {item.kind.value for item in seed.channels}
    theirs = {item.kind.value for item in read.channels}
    if ours != theirs:
        yield Section.WHERE, "channels", show(ours), show(theirs)
    for channel in seed.channels:
        other = read.channel(channel.kind)
        if other is not None:
            yield from time_differences(channel, other, row)
            yield from fee_differences(channel, other, row)
    raw = key_of(all_text(row))
    unknown = {
        item.number
        for item in seed.legal_basis
        if key_of(item.number) not in {key_of(basis.number) for basis in read.legal_basis}
        and key_of(item.number) not in raw
    }
    if unknown:
        known = show({basis.number for basis in read.legal_basis})
        yield Section.BASIS, "legal_basis (numbers the crawl does not name)", show(unknown), known
    if read.source.url and seed.source.url != read.source.url:
        yield Section.WHOLE, "source.url", seed.source.url or "", read.source.url


def time_differences(
    channel: Channel, other: Channel, row: Imported
) -> Iterator[tuple[Section, str, str, str]]:
    ours = {spell(item) for item in channel.times if item.value is not None}
    theirs = {spell(item) for item in other.times if item.value is not None}
    # A time for one case may stand in the words of the crawl only.
    words = all_text(row).casefold()
    extra = {
        spell(item)
        for item in channel.times
        if item.value is not None and spell(item) not in theirs and not is_said(item, words)
    }
    if extra or theirs - ours:
        yield Section.TIME, f"channels.{channel.kind.value}.times", show(ours), show(theirs)


def fee_differences(
    channel: Channel, other: Channel, row: Imported
) -> Iterator[tuple[Section, str, str, str]]:
    ours = {item.amount for item in channel.fees if item.amount is not None}
    theirs = {item.amount for item in other.fees if item.amount is not None}
    # An amount may stand in the brackets behind a cell that the importer does not trust,
    # and be half of one that it names ("bằng 50% mức thu").
    named = amounts_in(all_text(row)) | theirs
    if "50%" in all_text(row):
        named |= {amount // 2 for amount in named}
    if not ours <= named or not theirs <= ours:
        yield (
            Section.FEE,
            f"channels.{channel.kind.value}.fees",
            show({f"{amount} đồng" for amount in ours}),
            show({f"{amount} đồng" for amount in theirs})
            + ("" if theirs else f" raw: {all_text(row, 'cach_thuc_thuc_hien')[:300]}"),
        )


def is_said(duration: Duration, words: str) -> bool:
    unit = next((word for word, unit in UNIT_WORDS.items() if unit is duration.unit), None)
    if unit is None or duration.value is None:
        return False
    if duration.value == 0:
        return re.search(r"trong ngày|ngay (?:khi|sau|trong)|trả ngay", words) is not None
    number = rf"(?<![\d.,])0?{duration.value:g}(?:\s*\([^()]*\))?\s*{unit}"
    return (
        re.search(number + (r"(?!\s*làm việc)" if unit in ("ngày", "giờ") else ""), words)
        is not None
    )


def spell(duration: Duration) -> str:
    unit = duration.unit.value if duration.unit else "(no unit)"
    return f"{duration.value:g} {unit}"


def all_text(row: Imported, key: str | None = None) -> str:
    values = [row.raw.get(key)] if key else list(row.raw.values())
    return "\n".join(str(value) for value in values)


def show(items: set[str]) -> str:
    return ", ".join(sorted(items))
