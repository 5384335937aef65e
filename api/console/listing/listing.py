"""A list as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic

from sqlalchemy.orm import InstrumentedAttribute

from api.console.listing.columns import Column, Row
from api.console.listing.filters import Filter

PAGE_SIZES = (25, 50, 100)


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """What a list has.

    Attributes:
        name: in the name of an exported file.
        title: in words.
        columns: in order.
        filters: in the order of the form.
        sort: key of the column to sort by at first.
        descending: whether the greatest comes first, at first.
        tie: a column without equals, so that no row moves between two pages.
        empty: what to say when there is nothing.
    """

    name: str
    title: str
    columns: Sequence[Column[Row]]
    filters: Sequence[Filter]
    sort: str
    tie: InstrumentedAttribute[Any]
    descending: bool = False
    empty: str = "Chưa có gì ở đây."

    def column(self, key: str) -> Column[Row] | None:
        """The sortable column with this key."""
        return next((c for c in self.columns if c.key == key and c.order is not None), None)
