"""Filters of a list. A value that makes no sense is dropped, never an error."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, Protocol

from sqlalchemy import ColumnElement, literal
from sqlalchemy.orm import InstrumentedAttribute

from api.console.listing.columns import HERE
from knowledge_base.text import fold

_LONGEST_TEXT = 100


class Filter(Protocol):
    """One filter; ``kind`` chooses the field in the form."""

    @property
    def kind(self) -> str:
        """``text``, ``choice`` or ``date``."""

    @property
    def key(self) -> str:
        """Name in the address."""

    @property
    def label(self) -> str:
        """Name in the form."""

    def condition(self, value: str) -> ColumnElement[bool] | None:
        """The condition for ``value``; ``None`` when the value makes no sense."""


@dataclass(frozen=True)
class TextFilter:
    """Rows whose text has every word of the value.

    ``folded``: the column is folded text, and a word must begin where one begins there:
    "an" is found in "trần an" and not in "trần".
    """

    kind: ClassVar[str] = "text"
    key: str
    label: str
    column: InstrumentedAttribute[str]
    folded: bool = True

    def condition(self, value: str) -> ColumnElement[bool] | None:
        """Each word somewhere in the column; signs that SQL knows are plain letters."""
        text = value[:_LONGEST_TEXT]
        words = [f" {word}" for word in fold(text).split()] if self.folded else text.split()
        if not words:
            return None
        searched = literal(" ").concat(self.column) if self.folded else self.column
        first, *others = (searched.contains(word, autoescape=True) for word in words)
        condition: ColumnElement[bool] = first
        for other in others:
            condition &= other
        return condition


@dataclass(frozen=True)
class ChoiceFilter:
    """Rows that fit one of the given choices."""

    kind: ClassVar[str] = "choice"
    key: str
    label: str
    choices: Mapping[str, str]
    by: Callable[[str], ColumnElement[bool]]

    def condition(self, value: str) -> ColumnElement[bool] | None:
        """The condition of a known choice."""
        return self.by(value) if value in self.choices else None


@dataclass(frozen=True)
class DateFilter:
    """Rows from a day on, or until the end of a day, by the clock of the city."""

    kind: ClassVar[str] = "date"
    key: str
    label: str
    column: InstrumentedAttribute[Any]
    until: bool = False

    def condition(self, value: str) -> ColumnElement[bool] | None:
        """Before or after midnight here."""
        try:
            day = date.fromisoformat(value)
            midnight = datetime.combine(day, time(), HERE)
            # The next midnight of the last day of the calendar does not exist.
            limit = midnight + timedelta(days=1) if self.until else midnight
            limit.astimezone(tz=None)
        except (ValueError, OverflowError):
            return None
        return self.column < limit if self.until else self.column >= limit
