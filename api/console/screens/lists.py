"""What every list screen does: show a page, or hand out the whole as a file; both on record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from fastapi import Request
from fastapi.responses import StreamingResponse
from sqlalchemy import Select
from starlette.background import BackgroundTask
from starlette.responses import Response

from api.audit import Change
from api.console.listing import Listing, ListQuery, ListRepository, ListView
from api.console.listing.columns import HERE
from api.console.listing.export import MEDIA_TYPES, export
from api.console.page import page
from api.staff.access import staff_of
from api.staff.signin.sessions import Identity
from api.web.headers import protect

_CHUNK = 64 * 1024
# Filters that name a citizen.
_OF_CITIZENS = frozenset({"person"})
_HIDDEN = "•••"


def show_list(
    request: Request,
    who: Identity,
    template: str,
    listing: Listing[Any],
    statement: Select[Any],
    path: str,
    **content: Any,
) -> Response:
    """The page of a list that the address asks for; the reading goes into the audit log."""
    staff = staff_of(request)
    query = ListQuery.parse(listing, request.query_params)
    with staff.database() as session:
        shown = ListRepository(session).page(statement, listing, query)
    told = {"filters": _told(query), "page": shown.query.page, "rows": len(shown.rows)}
    _record(request, who, Change(f"{listing.name}.list", listing.name, after=told))
    return page(
        request,
        template,
        who,
        listing.title,
        crumbs=[(path, listing.title)],
        view=ListView(listing, shown, path),
        **content,
    )


def export_list(
    request: Request, who: Identity, listing: Listing[Any], statement: Select[Any], kind: str
) -> Response:
    """Every row that the address asks for as a file; the export goes into the audit log."""
    staff = staff_of(request)
    query = ListQuery.parse(listing, request.query_params)
    with staff.database() as session:
        written = export(listing, ListRepository(session).rows(statement, listing, query), kind)
    told = {"filters": _told(query), "kind": kind, "rows": written.rows}
    _record(request, who, Change(f"{listing.name}.export", listing.name, after=told))
    name = f"{listing.name}-{staff.now().astimezone(HERE):%Y%m%d-%H%M}.{kind}"
    response = StreamingResponse(
        chunks(written.file),
        media_type=MEDIA_TYPES[kind],
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
            "X-Rows": str(written.rows),
        },
        background=BackgroundTask(written.file.close),
    )
    return protect(response)


def _told(query: ListQuery) -> dict[str, str]:
    """The filters, without whom was looked for: an entry of the log is never deleted."""
    return {key: _HIDDEN if key in _OF_CITIZENS else text for key, text in query.filters.items()}


def _record(request: Request, who: Identity, change: Change) -> None:
    # A transaction of its own, and short: whoever appends makes the others wait.
    staff = staff_of(request)
    with staff.database.begin() as session:
        staff.audit.record(session, who.actor, change)


def chunks(file: IO[bytes]) -> Iterator[bytes]:
    """A file piece by piece."""
    while chunk := file.read(_CHUNK):
        yield chunk
