"""The inbox: who asks for a person, and what officers do about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Path, Request
from starlette.responses import Response

from api.console.faults import ConsoleRoute, message_of
from api.console.page import leave
from api.console.screens.inbox_list import PATH, inbox_listing
from api.console.screens.inbox_page import (
    Typed,
    file_of,
    handover_of,
    request_page,
    thread_fragment,
)
from api.console.screens.lists import export_list, show_list
from api.handover.officers import LONGEST_ANSWER, Officers, scope_of
from api.handover.repository import HandoverRepository
from api.handover.schemas import Outcome
from api.staff.access import Access, require, staff_of
from api.staff.roles import Permission
from api.staff.scopes import CITY, Scope
from api.staff.signin.sessions import Identity
from knowledge_base.errors import InvalidInput

router = APIRouter(route_class=ConsoleRoute, prefix="/inbox")
_NUMBER = re.compile(r"HT-[0-9]{4}-([0-9]{6,9})")


def _id_of(number: str) -> int:
    """The row's id in a request's number; 0 for what is none."""
    match = _NUMBER.fullmatch(number)
    return int(match[1]) if match else 0


def _whose(request: Request) -> Scope:
    """Where the request in the address belongs; one that is not there, to the city."""
    with staff_of(request).database() as session:
        row = HandoverRepository(session).get(_id_of(request.path_params["number"]))
    return scope_of(row) if row else CITY


Number = Annotated[str, Path(max_length=32)]
Text = Annotated[str, Form(max_length=4 * LONGEST_ANSWER)]
Key = Annotated[str, Form(max_length=64, pattern=r"^[0-9a-zA-Z]+$")]
Lister = Annotated[Identity, require(Permission.INBOX_READ)]
Reader = Annotated[Identity, require(Permission.INBOX_READ, scope=_whose)]
# A page that asks for news by itself is no sign that somebody is there.
Watcher = Annotated[Identity, Depends(Access(Permission.INBOX_READ, scope=_whose, touches=False))]
Answerer = Annotated[Identity, require(Permission.INBOX_ANSWER, scope=_whose)]


@router.get("")
def list_requests(request: Request, who: Lister) -> Response:
    """The requests that the reader may see."""
    return show_list(request, who, "inbox.html", *_listed(request, who), PATH)


@router.get(".{kind}")
def export_requests(request: Request, who: Lister, kind: Literal["csv", "xlsx"]) -> Response:
    """The list as a file."""
    return export_list(request, who, *_listed(request, who), kind)


@router.get("/{number}")
def show_request(request: Request, who: Reader, number: Number) -> Response:
    """One request."""
    return request_page(request, who, _id_of(number), Typed())


@router.get("/{number}/messages")
def show_news(request: Request, who: Watcher, number: Number) -> Response:
    """The conversation alone, where it has changed."""
    return thread_fragment(request, who, _id_of(number))


@router.get("/{number}/files/{message_id}")
def show_file(request: Request, who: Reader, number: Number, message_id: int) -> Response:
    """A picture or file that the citizen sent."""
    return file_of(request, who, _id_of(number), message_id)


@router.post("/{number}/take")
def take(request: Request, who: Answerer, number: Number) -> Response:
    """Take it."""
    return _act(
        request,
        number,
        lambda officers: officers.take(who, _id_of(number)),
        "Anh/chị đã nhận yêu cầu này. Người dân được báo tên anh/chị.",
    )


@router.post("/{number}/release")
def release(request: Request, who: Answerer, number: Number) -> Response:
    """Give it back."""
    return _act(
        request,
        number,
        lambda officers: officers.release(who, _id_of(number)),
        "Đã trả yêu cầu về hàng chờ.",
    )


@router.post("/{number}/answer")
def answer(
    request: Request, who: Answerer, number: Number, text: Text = "", key: Key = "0"
) -> Response:
    """Tell the citizen something."""
    try:
        handover_of(request).officers.answer(who, _id_of(number), text, key)
    except InvalidInput as error:
        return request_page(request, who, _id_of(number), Typed(answer=text, error=error))
    return leave(request, f"{PATH}/{number}", "Đã gửi câu trả lời.")


@router.post("/{number}/note")
def note(
    request: Request, who: Answerer, number: Number, text: Text = "", key: Key = "0"
) -> Response:
    """Note something for colleagues."""
    try:
        handover_of(request).officers.note(who, _id_of(number), text, key)
    except InvalidInput as error:
        return request_page(request, who, _id_of(number), Typed(note=text, error=error))
    return leave(request, f"{PATH}/{number}", "Đã ghi chú.")


@router.post("/{number}/transfer")
def transfer(
    request: Request, who: Answerer, number: Number, department: Text = "", ward: Text = ""
) -> Response:
    """Give it to another department or ward; who may not see it there goes back to the list."""
    places = request.app.state.places
    scope = places.scope(department, ward)
    stays = who.may(Permission.INBOX_READ, scope)
    where = places.describe(scope)
    return _act(
        request,
        number,
        lambda officers: officers.transfer(who, _id_of(number), scope, where),
        f"Đã chuyển yêu cầu {number} tới {where}.",
        None if stays else PATH,
    )


@router.post("/{number}/close")
def close(
    request: Request, who: Answerer, number: Number, outcome: Text = "", lesson: Text = ""
) -> Response:
    """End it."""
    if outcome not in set(Outcome):
        raise InvalidInput("no such outcome")
    return _act(
        request,
        number,
        lambda officers: officers.close(who, _id_of(number), Outcome(outcome), lesson),
        "Đã kết thúc yêu cầu. Trợ lý trả lời người dân trở lại.",
    )


def _act(
    request: Request,
    number: str,
    act: Callable[[Officers], None],
    notice: str,
    after: str | None = None,
) -> Response:
    address = f"{PATH}/{number}"
    try:
        act(handover_of(request).officers)
    except InvalidInput as error:
        return leave(request, address, message_of(error), "alarm")
    return leave(request, after or address, notice)


def _listed(request: Request, who: Identity) -> tuple[Any, Any]:
    listing = inbox_listing(request.app.state.places, who.username)
    with staff_of(request).database() as session:
        scopes = who.scopes(Permission.INBOX_READ)
        return listing, HandoverRepository(session).listed(scopes)
