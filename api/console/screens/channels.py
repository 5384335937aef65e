"""Channels: switch one off and on, and what people read meanwhile."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from api.channels.switches.schemas import LONGEST_NOTICE, Channel
from api.channels.switches.service import Turn, switch_state, turn_switch
from api.console.faults import ConsoleRoute, message_of
from api.console.navigation import HOME
from api.console.page import leave, page
from api.staff.access import require, staff_of
from api.staff.roles import Permission
from api.staff.signin.sessions import Identity
from knowledge_base.errors import InvalidInput

PATH = f"{HOME}/channels"
router = APIRouter(route_class=ConsoleRoute, prefix="/channels")
Reader = Annotated[Identity, require(Permission.CHANNELS_MANAGE)]
Manager = Annotated[Identity, require(Permission.CHANNELS_MANAGE, confirmed=True)]


@router.get("")
def show_channels(request: Request, who: Reader) -> Response:
    """Every channel with its switch."""
    return _page(request, who)


@router.post("/{channel}")
def switch(
    request: Request,
    who: Manager,
    channel: Channel,
    enabled: Annotated[str, Form(max_length=8)] = "",
    notice: Annotated[str, Form(max_length=4 * LONGEST_NOTICE)] = "",
) -> Response:
    """Switch a channel off, or on again."""
    staff = staff_of(request)
    turn = Turn(channel, enabled == "yes", notice)
    try:
        with staff.database.begin() as session:
            turn_switch(session, staff.audit, who.actor, turn, staff.now())
    except InvalidInput as error:
        return _page(request, who, {channel: notice}, error)
    told = "đang trả lời" if turn.enabled else "đã tạm ngừng"
    return leave(request, PATH, f"{channel.label} {told}.")


def _page(
    request: Request,
    who: Identity,
    typed: dict[Channel, str] | None = None,
    error: InvalidInput | None = None,
) -> Response:
    with staff_of(request).database() as session:
        states = [switch_state(session, channel) for channel in Channel]
    return page(
        request,
        "channels.html",
        who,
        "Kênh trò chuyện",
        status=error.http_status if error else 200,
        here=PATH,
        states=states,
        typed=typed or {},
        longest=LONGEST_NOTICE,
        error=message_of(error) if error else None,
    )
