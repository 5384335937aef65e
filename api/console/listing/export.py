"""A list as a file for spreadsheets: CSV or XLSX."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from api.console.listing.columns import HERE, Cell, Row, as_text
from api.console.listing.listing import Listing
from knowledge_base.errors import InvalidInput

CSV, XLSX = "csv", "xlsx"
MEDIA_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_IN_MEMORY = 4 * 1024 * 1024
_XLSX_ROWS = 1_048_576
_LONGEST_CELL = 32_767
# A spreadsheet takes what begins so for a formula, in full width too.
_FORMULA = re.compile(r"^[\s]*[=+\-@＝＋－＠]|^[\t\r\n]")


class TooManyRows(InvalidInput):
    """The list is longer than a sheet."""

    code = "listing.too_many_rows"
    message_vi = "Danh sách dài quá một trang tính. Anh/chị vui lòng lọc bớt hoặc xuất CSV."


@dataclass(frozen=True)
class Export:
    """A written file, at its beginning, and how many rows it has."""

    file: IO[bytes]
    rows: int


def export(listing: Listing[Row], rows: Iterable[Row], kind: str) -> Export:
    """Write ``rows`` as ``kind``.

    Raises:
        TooManyRows: they do not fit into a sheet.
    """
    file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
    try:
        write = _write_csv if kind == CSV else _write_xlsx
        count = write(listing, rows, file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return Export(file, count)


def harmless(text: str) -> str:
    """``text`` as no spreadsheet takes for a formula: with an apostrophe before it."""
    return f"'{text}" if _FORMULA.match(text) else text


def _write_csv(listing: Listing[Row], rows: Iterable[Row], file: Any) -> int:
    # The mark at the beginning tells Excel that this is UTF-8.
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([column.title for column in listing.columns])
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007
        writer.writerow([_csv_cell(column.value(row)) for column in listing.columns])
    text.detach()
    return count


def _csv_cell(cell: Cell) -> str:
    return harmless(as_text(cell)) if isinstance(cell, str) else as_text(cell)


def _write_xlsx(listing: Listing[Row], rows: Iterable[Row], file: Any) -> int:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(listing.title[:31])
    sheet.freeze_panes = "A2"
    for place in range(1, len(listing.columns) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = 24
    sheet.append([_heading(sheet, column.title) for column in listing.columns])
    count = 0
    for count, row in enumerate(rows, 1):
        if count >= _XLSX_ROWS:
            raise TooManyRows("more rows than a sheet has")
        sheet.append([_xlsx_cell(sheet, column.value(row)) for column in listing.columns])
    book.save(file)
    return count


def _heading(sheet: Any, title: str) -> Any:
    cell = WriteOnlyCell(sheet, title)
    cell.font = Font(bold=True)
    return cell


def _xlsx_cell(sheet: Any, value: Cell) -> Any:
    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, value.astimezone(HERE).replace(tzinfo=None, microsecond=0))
        cell.number_format = "dd/mm/yyyy hh:mm:ss"
        return cell
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST_CELL])
        # A text stays a text, whatever it begins with.
        cell.data_type = "s"
        return cell
    return value
