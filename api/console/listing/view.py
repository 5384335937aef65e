"""A page of a list with every address on it, ready for the template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic

from api.console.listing.columns import Column, Row, as_text
from api.console.listing.export import CSV, XLSX
from api.console.listing.filters import Filter
from api.console.listing.listing import PAGE_SIZES, Listing
from api.console.listing.repository import ListPage


@dataclass(frozen=True)
class ListView(Generic[Row]):
    """What the template draws.

    Args:
        listing: the list.
        page: the rows to show.
        path: the list's address without its query; exports are at ``<path>.csv`` and
            ``<path>.xlsx``.
    """

    listing: Listing[Row]
    page: ListPage[Row]
    path: str

    @property
    def columns(self) -> list[Column[Row]]:
        """The columns on the page."""
        return [column for column in self.listing.columns if column.shown]

    @property
    def filters(self) -> list[tuple[Filter, str]]:
        """Each filter with its value."""
        return [(item, self.page.query.filters.get(item.key, "")) for item in self.listing.filters]

    @property
    def is_filtered(self) -> bool:
        """Whether anything is left out."""
        return bool(self.page.query.filters)

    @property
    def sizes(self) -> list[tuple[int, str, bool]]:
        """Lengths of a page: number, address, whether it is this one."""
        size = self.page.query.size
        return [(item, self._to(size=item), item == size) for item in PAGE_SIZES]

    @property
    def first(self) -> int:
        """Number of the first row on the page."""
        return (self.page.query.page - 1) * self.page.query.size + 1 if self.page.total else 0

    @property
    def last(self) -> int:
        """Number of the last row on the page."""
        return self.first + len(self.page.rows) - 1 if self.page.total else 0

    @property
    def previous(self) -> str | None:
        """Address of the page before."""
        number = self.page.query.page
        return self._to(page=number - 1) if number > 1 else None

    @property
    def next(self) -> str | None:
        """Address of the page after."""
        number = self.page.query.page
        return self._to(page=number + 1) if number < self.page.pages else None

    @property
    def exports(self) -> list[tuple[str, str]]:
        """Name and address of every file."""
        query = self.page.query
        return [(kind.upper(), query.address(f"{self.path}.{kind}")) for kind in (CSV, XLSX)]

    def sorted_as(self, column: Column[Row]) -> str | None:
        """``ascending`` or ``descending`` when the list is sorted by ``column``."""
        query = self.page.query
        if query.sort != column.key:
            return None
        return "descending" if query.descending else "ascending"

    def sort_address(self, column: Column[Row]) -> str:
        """Address of the list sorted by ``column``, the other way round if it is already."""
        turned = self.sorted_as(column) == "ascending"
        return self._to(sort=column.key, descending=turned)

    def text(self, column: Column[Row], row: Row) -> str:
        """What stands in a cell."""
        return as_text(column.value(row))

    def _to(self, **changes: Any) -> str:
        return self.page.query.address(self.path, **changes)
