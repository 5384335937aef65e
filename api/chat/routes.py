"""The browser's calls. No token: a signed cookie names the conversation.

Expected in ``app.state``: ``settings`` (``Settings``), ``http`` (``httpx.AsyncClient``),
``session_secret`` (``str``), and ``limits`` (``RequestLimits``).
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.chat.schemas import ChatReply, ChatRequest
from api.chat.service import answer
from api.chat.session import ChatSession, forget_session, keep_session, read_session
from api.errors import ErrorBody
from api.limits import limit_address, limit_person

router = APIRouter(prefix="/api/v1/chat", tags=["chat"], dependencies=[Depends(limit_address)])


@router.post(
    "/messages",
    summary="Send one message of the web chat",
    responses={status: {"model": ErrorBody} for status in (413, 422, 429, 503)},
)
async def send_message(
    body: ChatRequest,
    request: Request,
    response: Response,
    session: Annotated[ChatSession, Depends(read_session)],
) -> ChatReply:
    """Hand the message to the assistant and give back its answer.

    Raises:
        RateLimited: too many messages of one person or address.
        TextTooLong: the text is too long.
        InvalidInput: nothing to send, or a command that is not a button's.
        BackendUnavailable: the assistant does not answer.
    """
    limit_person(request, session.person)
    keep_session(request, response, session)
    response.headers["Cache-Control"] = "no-store"
    state = request.app.state
    return await answer(body, session.person, state.http, state.settings)


@router.delete("/session", status_code=204, summary="Forget the conversation in this browser")
async def end_session(response: Response) -> None:
    """Take the cookie back, for a shared device: the next message begins anew."""
    forget_session(response)
