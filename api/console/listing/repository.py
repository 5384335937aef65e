"""Ask the database for a page of a list, or for all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Generic

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from api.console.listing.columns import Row
from api.console.listing.listing import Listing
from api.console.listing.query import ListQuery


@dataclass(frozen=True)
class ListPage(Generic[Row]):
    """The rows of one page; ``query`` has the page that there is, at most the last one."""

    rows: list[Row]
    total: int
    query: ListQuery

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.query.size))


class ListRepository:
    """Filters, sorts and cuts a statement as a query asks; nothing of the query is SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(
        self, statement: Select[Row], listing: Listing[Row], query: ListQuery
    ) -> ListPage[Row]:
        """One page of what ``statement`` selects."""
        filtered = _filtered(statement, listing, query)
        total = self._count(filtered, listing)
        last = max(1, -(-total // query.size))
        query = replace(query, page=min(query.page, last))
        cut = _ordered(filtered, listing, query).limit(query.size)
        rows = self._session.scalars(cut.offset((query.page - 1) * query.size)).unique()
        return ListPage(list(rows), total, query)

    def rows(
        self, statement: Select[Row], listing: Listing[Row], query: ListQuery
    ) -> Iterator[Row]:
        """Every row that the filters let through: one statement, so one moment in time."""
        ordered = _ordered(_filtered(statement, listing, query), listing, query)
        with self._session.scalars(ordered.execution_options(yield_per=500)) as rows:
            yield from rows

    def _count(self, filtered: Select[Row], listing: Listing[Row]) -> int:
        keys = filtered.with_only_columns(listing.tie).order_by(None).subquery()
        return int(self._session.execute(select(func.count()).select_from(keys)).scalar_one())


def _filtered(statement: Select[Row], listing: Listing[Row], query: ListQuery) -> Select[Row]:
    for item in listing.filters:
        condition = item.condition(query.filters.get(item.key, ""))
        if condition is not None:
            statement = statement.where(condition)
    return statement


def _ordered(statement: Select[Row], listing: Listing[Row], query: ListQuery) -> Select[Row]:
    column = listing.column(query.sort)
    assert column is not None
    assert column.order is not None
    chosen = column.order.desc() if query.descending else column.order.asc()
    # Databases disagree on where nothing stands: here it is always last.
    tie = listing.tie.desc() if query.descending else listing.tie.asc()
    return statement.order_by(chosen.nulls_last(), tie)
