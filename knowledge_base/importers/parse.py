"""The importer's front door: a file in, procedures and quarantined rows out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from knowledge_base.errors import ImportFailed
from knowledge_base.importers.ministry import is_ministry_row, parse_ministry_row
from knowledge_base.importers.portal import is_portal_row, parse_portal_row
from knowledge_base.importers.reader import BrokenRow, RawRow, check_readable, read_rows
from knowledge_base.importers.rows import Imported, ParsedRow, Quarantined, Reason

_YEAR_IN_NAME = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def parse_file(path: Path, retrieved: str | None = None) -> Iterator[ParsedRow]:
    """Read a JSON-lines file of either shape, plain or gzip, row by row.

    No record says when it was checked: the date of the crawl stands for it, in
    ``source.retrieved`` and in ``last_checked``.

    Args:
        path: the file.
        retrieved: year, month or day of the crawl ("2026", "2026-03", "2026-03-15");
            when ``None``, the year in the file's name, if there is one.

    Returns:
        The rows in the order of the file. Of two rows with one code the first counts.

    Raises:
        ImportFailed: at once, when the file cannot be read to its end or ``retrieved``
            is no such date.
    """
    if retrieved is not None and not _PARTIAL_DATE.fullmatch(retrieved):
        raise ImportFailed(f"{retrieved!r} is no year, month or day such as 2026 or 2026-03-15")
    check_readable(path)
    return _rows(path, retrieved if retrieved is not None else year_in_name(path))


def year_in_name(path: Path) -> str | None:
    """The year in a file's name ("national_portal_2026.jsonl.gz"), the last if several."""
    years: list[str] = _YEAR_IN_NAME.findall(path.name)
    return years[-1] if years else None


def parse_row(row: RawRow | BrokenRow, retrieved: str | None) -> ParsedRow:
    """Parse one row of the reader, whichever shape it has."""
    if isinstance(row, BrokenRow):
        return Quarantined(row.line, None, row.reason_code, row.detail)
    if is_portal_row(row.data):
        return parse_portal_row(row.data, row.line, retrieved)
    if is_ministry_row(row.data):
        return parse_ministry_row(row.data, row.line, retrieved)
    detail = "neither the portal's shape nor the ministry's"
    return Quarantined(row.line, None, Reason.SHAPE_UNKNOWN, detail, row.data)


def _rows(path: Path, retrieved: str | None) -> Iterator[ParsedRow]:
    first_line: dict[str, int] = {}
    for raw in read_rows(path):
        parsed = parse_row(raw, retrieved)
        if isinstance(parsed, Imported):
            code = parsed.procedure.code
            if code in first_line:
                detail = f"line {first_line[code]} has this code already"
                parsed = Quarantined(raw.line, code, Reason.CODE_DUPLICATE, detail, parsed.raw)
            else:
                first_line[code] = raw.line
        yield parsed
