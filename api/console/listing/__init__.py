"""Lists: typed columns, filters in the address, sorting, paging, exports right to the row."""

from api.console.listing.columns import Cell, Column
from api.console.listing.filters import ChoiceFilter, DateFilter, TextFilter
from api.console.listing.listing import Listing
from api.console.listing.query import ListQuery
from api.console.listing.repository import ListPage, ListRepository
from api.console.listing.view import ListView

__all__ = [
    "Cell",
    "ChoiceFilter",
    "Column",
    "DateFilter",
    "ListPage",
    "ListQuery",
    "ListRepository",
    "ListView",
    "Listing",
    "TextFilter",
]
