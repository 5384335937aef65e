"""Columns of a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import InstrumentedAttribute

Row = TypeVar("Row")
Cell = str | int | datetime | None

HERE = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column.

    Attributes:
        key: its name in the address and in the export.
        title: its heading.
        value: what stands in it.
        order: what to sort by; without it the list cannot be sorted by this column.
        link: where the cell leads.
        shown: ``False`` for what only the export has.
        mark: a class of the style sheet for a cell, such as a state.
        wide: whether it is worth more room than its words need: a person's name.
    """

    key: str
    title: str
    value: Callable[[Row], Cell]
    order: InstrumentedAttribute[Any] | None = None
    link: Callable[[Row], str] | None = None
    shown: bool = True
    mark: Callable[[Row], str] | None = None
    wide: bool = False


def as_text(cell: Cell) -> str:
    """A cell as people here read it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.astimezone(HERE).strftime("%d/%m/%Y %H:%M:%S")
    return str(cell)
