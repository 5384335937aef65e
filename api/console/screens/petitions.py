"""Petitions: list, one petition with its pictures and steps, and what staff do with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from api.console.faults import ConsoleRoute, message_of
from api.console.ids import RowId
from api.console.page import leave
from api.console.screens.lists import export_list, show_list
from api.console.screens.petition_desk import handling
from api.console.screens.petition_page import petition_page
from api.console.screens.petitions_list import PATH, petitions_listing
from api.petitions.errors import NoPicture
from api.petitions.handling import Handling
from api.petitions.repository import PetitionRepository
from api.staff.access import require, staff_of
from api.staff.roles import Permission
from api.staff.signin.sessions import Identity
from api.web.headers import protect
from knowledge_base.errors import InvalidInput

router = APIRouter(route_class=ConsoleRoute, prefix="/petitions")
Reader = Annotated[Identity, require(Permission.INBOX_READ)]
Answerer = Annotated[Identity, require(Permission.INBOX_ANSWER)]
Assigner = Annotated[Identity, require(Permission.INBOX_ASSIGN)]
Words = Annotated[str, Form(max_length=4000)]
Choice = Annotated[str, Form(max_length=64)]


@router.get("")
def list_petitions(request: Request, who: Reader) -> Response:
    """The petitions that the reader may see, the youngest first."""
    may_export = who.may(Permission.INBOX_ANSWER)
    return show_list(
        request, who, "petitions.html", *_listed(request, who), PATH, may_export=may_export
    )


@router.get(".{kind}")
def export_petitions(request: Request, who: Reader, kind: Literal["csv", "xlsx"]) -> Response:
    """The list as a file, without what was said."""
    return export_list(request, who, *_listed(request, who), kind)


@router.get("/{petition_id}")
def show_petition(request: Request, who: Reader, petition_id: RowId) -> Response:
    """One petition; the reading is on record."""
    return petition_page(request, who, petition_id)


@router.get("/{petition_id}/photos/{place}")
def show_photo(request: Request, who: Reader, petition_id: RowId, place: RowId) -> Response:
    """One picture.

    Raises:
        NoPicture: there is none.
    """
    with handling(request, who) as desk:
        desk.read(petition_id)
        row = PetitionRepository(desk.session).photo(petition_id, place)
        content = desk.petitions.sealer.open_picture(row.sealed) if row else b""
    if not content:
        raise NoPicture(f"{petition_id}/{place}")
    headers = {"Cache-Control": "no-store"}
    return protect(Response(content, media_type="image/jpeg", headers=headers))


@router.post("/{petition_id}/take")
def take(request: Request, who: Answerer, petition_id: RowId) -> Response:
    """Make it one's own."""
    return _done(request, who, petition_id, lambda desk: desk.take(petition_id), "Đã nhận xử lý.")


@router.post("/{petition_id}/assign")
def assign(
    request: Request,
    who: Assigner,
    petition_id: RowId,
    department: Choice = "",
    ward: Choice = "",
    note: Words = "",
) -> Response:
    """Give it to a department or a ward."""
    scope = request.app.state.places.scope(department, ward)

    def act(desk: Handling) -> None:
        desk.assign(petition_id, scope, note)

    return _done(request, who, petition_id, act, "Đã chuyển đơn vị.", PATH)


@router.post("/{petition_id}/answer")
def answer(request: Request, who: Answerer, petition_id: RowId, text: Words = "") -> Response:
    """Answer its person."""
    try:
        with handling(request, who) as desk:
            desk.answer(petition_id, text)
    except InvalidInput as error:
        return petition_page(request, who, petition_id, typed=text, error=error)
    return leave(request, f"{PATH}/{petition_id}", "Đã gửi trả lời cho người dân.")


@router.post("/{petition_id}/close")
def close(request: Request, who: Answerer, petition_id: RowId, note: Words = "") -> Response:
    """Settle it."""

    def act(desk: Handling) -> None:
        desk.close(petition_id, note)

    return _done(request, who, petition_id, act, "Đã kết thúc phản ánh.")


def _done(
    request: Request,
    who: Identity,
    petition_id: int,
    act: Callable[[Handling], None],
    told: str,
    after: str = "",
) -> Response:
    address = after or f"{PATH}/{petition_id}"
    try:
        with handling(request, who) as desk:
            act(desk)
    except InvalidInput as error:
        return leave(request, f"{PATH}/{petition_id}", message_of(error), "alarm")
    return leave(request, address, told)


def _listed(request: Request, who: Identity) -> tuple[Any, Any]:
    state = request.app.state
    listing = petitions_listing(state.petitions.catalogue, state.places)
    with staff_of(request).database() as session:
        scopes = who.scopes(Permission.INBOX_READ)
        return listing, PetitionRepository(session).listed(scopes)
