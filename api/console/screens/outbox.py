"""What is told to citizens unasked: list, one message, send again. No content is shown."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.audit import Change
from api.console.faults import ConsoleRoute
from api.console.ids import RowId
from api.console.page import leave, page
from api.console.screens.lists import export_list, show_list
from api.console.screens.outbox_list import (
    PATH,
    mark_of,
    outbox_listing,
    outcome_name,
    purpose_name,
    state_name,
)
from api.outbox.repository import OutboxRepository
from api.outbox.schemas import State
from api.outbox.service import Outbox
from api.staff.access import require, staff_of
from api.staff.roles import Permission
from api.staff.scopes import CITY, Scope
from api.staff.signin.sessions import Identity
from knowledge_base.errors import NotFound

router = APIRouter(route_class=ConsoleRoute, prefix="/outbox")


def _whole_city(request: Request) -> Scope:
    # A message belongs to no department.
    return CITY


Reader = Annotated[Identity, require(Permission.CHANNELS_MANAGE, scope=_whole_city)]
Manager = Annotated[
    Identity, require(Permission.CHANNELS_MANAGE, scope=_whole_city, confirmed=True)
]


@router.get("")
def list_messages(request: Request, who: Reader) -> Response:
    """Messages, the youngest first."""
    return show_list(request, who, "outbox.html", *_listed(request), PATH)


@router.get(".{kind}")
def export_messages(request: Request, who: Reader, kind: Literal["csv", "xlsx"]) -> Response:
    """The list as a file."""
    return export_list(request, who, *_listed(request), kind)


@router.get("/{message_id}")
def show_message(request: Request, who: Reader, message_id: RowId) -> Response:
    """How one message stands."""
    staff = staff_of(request)
    with staff.database.begin() as session:
        row = OutboxRepository(session).get(message_id)
        if row is None:
            raise NotFound(f"no message {message_id}")
        staff.audit.record(session, who.actor, Change("outbox.read", "outbox", str(message_id)))
    return page(
        request,
        "outbox_message.html",
        who,
        f"Tin số {message_id}",
        crumbs=[(PATH, "Tin gửi đi"), (f"{PATH}/{message_id}", f"Tin số {message_id}")],
        row=row,
        state=state_name(row),
        mark=mark_of(row),
        purpose=purpose_name(row),
        outcome=outcome_name(row),
        may_retry=row.state == State.DEAD.value and bool(row.payload),
    )


@router.post("/{message_id}/retry")
def retry(request: Request, who: Manager, message_id: RowId) -> Response:
    """Send a dead message after all."""
    staff = staff_of(request)
    outbox: Outbox = request.app.state.outbox
    address = f"{PATH}/{message_id}"
    with staff.database.begin() as session:
        row = outbox.revive(session, message_id)
        if row is not None:
            before = {"state": State.DEAD.value, "reason": row.reason}
            change = Change("outbox.retry", "outbox", str(message_id), before, {"state": row.state})
            staff.audit.record(session, who.actor, change)
    if row is None:
        return leave(request, address, "Tin này không gửi lại được.", "alarm")
    return leave(request, address, "Đã đưa tin vào hàng chờ gửi.")


def _listed(request: Request) -> tuple[Any, Any]:
    with staff_of(request).database() as session:
        return outbox_listing(), OutboxRepository(session).listed()
