"""Told unasked: our processes push it, open pages follow.

Expected in ``app.state``: what ``api.chat.routes`` names.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse

from api.chat.origins import require_known_origin
from api.chat.schemas import NewPush, PastTurn, Pushed
from api.chat.services import ChatServices
from api.chat.session import ChatSession, read_session
from api.errors import ErrorBody
from api.limits import limit_address
from api.security import require_service

router = APIRouter(
    prefix="/api/v1/chat",
    tags=["chat"],
    responses={status: {"model": ErrorBody} for status in (401, 403, 410, 422, 429)},
)
Session = Annotated[ChatSession, Depends(read_session)]
# nginx would else gather the events and send them at once.
_STREAMED = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
_BEGUN = b": here\n\n"
_BEAT = b": still here\n\n"


@router.post(
    "/pushes",
    status_code=201,
    summary="Tell a web conversation something unasked",
    dependencies=[Depends(require_service)],
)
async def push(request: Request, response: Response, body: NewPush) -> Pushed:
    """201 when it is new, 200 when it was told before.

    Raises:
        ConversationExpired: its browser has not been here for as long as history lasts.
    """
    chat = _chat(request)
    is_new = await asyncio.to_thread(chat.pushes.write, body)
    chat.board.wake()
    if not is_new:
        response.status_code = 200
    return Pushed(duplicate=not is_new)


@router.get(
    "/events",
    summary="What is told unasked, as it comes (server-sent events)",
    response_class=StreamingResponse,
    dependencies=[Depends(limit_address), Depends(require_known_origin)],
)
async def follow(request: Request, session: Session) -> Response:
    """First what can still be shown, then what comes; each event's data is a ``PastTurn``.

    The stream ends after some minutes; the browser comes again. 204: there is no
    conversation yet, so nothing will come.

    Raises:
        RateLimited: too many open pages.
    """
    if session.fresh:
        return Response(status_code=204)
    chat = _chat(request)
    chat.board.require_place(session.person)
    await asyncio.to_thread(chat.history.visit, session.person)
    events = _events(chat.board.follow(session.person))
    return StreamingResponse(events, media_type="text/event-stream", headers=_STREAMED)


async def _events(turns: AsyncIterator[PastTurn | None]) -> AsyncIterator[bytes]:
    # At once, so that the browser knows that nothing on the way holds events back.
    yield _BEGUN
    async for turn in turns:
        if turn is None:
            yield _BEAT
        else:
            yield b"data: " + turn.model_dump_json(exclude_none=True).encode() + b"\n\n"


def _chat(request: Request) -> ChatServices:
    chat: ChatServices = request.app.state.chat
    return chat
