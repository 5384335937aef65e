"""What is asked of a list, as it stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from api.console.listing.listing import PAGE_SIZES, Listing

_LAST_PAGE = 1_000_000


@dataclass(frozen=True)
class ListQuery:
    """Page, order and filters; only what the list knows."""

    sort: str
    descending: bool
    filters: Mapping[str, str]
    page: int = 1
    size: int = PAGE_SIZES[0]

    @classmethod
    def parse(cls, listing: Listing[Any], parameters: Mapping[str, str]) -> ListQuery:
        """The query of an address; what makes no sense falls back to the list's own."""
        asked = parameters.get("sort", "")
        key, descending = asked.removeprefix("-"), asked.startswith("-")
        if listing.column(key) is None:
            key, descending = listing.sort, listing.descending
        filters = {
            item.key: value
            for item in listing.filters
            if (value := parameters.get(item.key, "").strip()) and item.condition(value) is not None
        }
        size = _number(parameters.get("size"), PAGE_SIZES[0])
        return cls(
            sort=key,
            descending=descending,
            filters=filters,
            page=min(max(1, _number(parameters.get("page"), 1)), _LAST_PAGE),
            size=size if size in PAGE_SIZES else PAGE_SIZES[0],
        )

    def address(self, path: str, **changes: Any) -> str:
        """``path`` with this query, some of it changed; a new order begins on page one."""
        if "page" not in changes:
            changes["page"] = 1
        query = replace(self, **changes)
        values = dict(query.filters)
        values["sort"] = f"{'-' if query.descending else ''}{query.sort}"
        if query.size != PAGE_SIZES[0]:
            values["size"] = str(query.size)
        if query.page != 1:
            values["page"] = str(query.page)
        return f"{path}?{urlencode(values)}"


def _number(text: str | None, otherwise: int) -> int:
    digits = text or ""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else otherwise
