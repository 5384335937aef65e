"""Petitions as a file for 1022: only the chosen ones, marked, without contact unless allowed."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from fastapi.responses import StreamingResponse
from starlette.background import BackgroundTask
from starlette.responses import Response

from api.console.faults import ConsoleRoute
from api.console.listing import ListQuery, ListRepository
from api.console.listing.columns import HERE
from api.console.listing.export import MEDIA_TYPES, export
from api.console.page import leave, page
from api.console.screens.lists import chunks
from api.console.screens.petition_desk import handling
from api.console.screens.petitions_list import PATH, export_listing, petitions_listing, state_name
from api.petitions.handling import scope_of
from api.petitions.repository import PetitionRepository
from api.staff.access import require, staff_of
from api.staff.errors import Forbidden
from api.staff.roles import Permission
from api.staff.signin.sessions import Identity
from api.web.headers import protect

# Before the routes of one petition: "export" is no number of one.
router = APIRouter(route_class=ConsoleRoute, prefix="/petitions/export")
Exporter = Annotated[Identity, require(Permission.INBOX_ANSWER)]
_MOST = 500


@router.get("")
def choose(request: Request, who: Exporter) -> Response:
    """The petitions that the filters of the address let through, to choose from."""
    state = request.app.state
    listing = petitions_listing(state.petitions.catalogue, state.places)
    query = ListQuery.parse(listing, request.query_params)
    with staff_of(request).database() as session:
        statement = PetitionRepository(session).listed(who.scopes(Permission.INBOX_ANSWER))
        found = ListRepository(session).rows(statement.limit(_MOST), listing, query)
        rows = list(found)
    return page(
        request,
        "petitions_export.html",
        who,
        "Xuất cho 1022",
        crumbs=[(PATH, "Phản ánh, kiến nghị"), (f"{PATH}/export", "Xuất cho 1022")],
        here=f"{PATH}/export",
        rows=rows,
        most=_MOST,
        categories=state.petitions.catalogue.categories,
        units={row.id: state.places.describe(scope_of(row)) for row in rows},
        state_name=state_name,
        may_have_contact=who.may(Permission.INBOX_ASSIGN),
    )


@router.post("")
def hand_out(
    request: Request,
    who: Exporter,
    chosen: Annotated[list[int] | None, Form()] = None,
    kind: Annotated[Literal["csv", "xlsx"], Form()] = "xlsx",
    contact: Annotated[str, Form(max_length=8)] = "",
) -> Response:
    """The file with the chosen petitions; they are marked, and it is on record.

    Raises:
        Forbidden: contact data are asked for without the right to assign.
    """
    if not chosen:
        return leave(request, f"{PATH}/export", "Anh/chị chưa chọn phản ánh nào.", "alarm")
    state = request.app.state
    with_contact = contact == "yes"
    permission = Permission.INBOX_ASSIGN if with_contact else Permission.INBOX_ANSWER
    if not who.may(permission):
        raise Forbidden(f"{who.username} lacks {permission}")
    with handling(request, who) as desk:
        repository = PetitionRepository(desk.session)
        repository.lock_writing()
        rows = repository.chosen(chosen[:_MOST], who.scopes(permission))
        desk.mark_exported(rows, kind, contact=with_contact)
    listing = export_listing(state.petitions, state.places, contact=with_contact)
    written = export(listing, rows, kind)
    name = f"{listing.name}-{staff_of(request).now().astimezone(HERE):%Y%m%d-%H%M}.{kind}"
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
