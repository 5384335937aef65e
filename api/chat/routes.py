"""The browser's calls. A signed cookie or header names the conversation.

Expected in ``app.state``: ``settings`` (``Settings``), ``session_secret`` (``str``),
``limits`` (``RequestLimits``), ``centre`` (``Centre``) and ``chat`` (``ChatServices``).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse

from api.chat.origins import require_known_origin
from api.chat.schemas import (
    ChatHistory,
    ChatReply,
    ChatRequest,
    SessionReply,
    SessionRequest,
    StoredImage,
    StreamEvent,
    StreamRequest,
    Welcome,
)
from api.chat.service import answer, utterance_of
from api.chat.services import ChatServices
from api.chat.session import (
    ChatSession,
    forget_session,
    give_session,
    keep_session,
    read_session,
)
from api.errors import ErrorBody
from api.limits import limit_address, limit_person
from api.media.errors import ImageRefused
from api.media.pictures import MEDIA_TYPES
from api.web.content import welcome

router = APIRouter(
    prefix="/api/v1/chat",
    tags=["chat"],
    dependencies=[Depends(limit_address), Depends(require_known_origin)],
    responses={status: {"model": ErrorBody} for status in (403, 429)},
)
Session = Annotated[ChatSession, Depends(read_session)]
IMAGES_PATH = "/api/v1/chat/images"
_REFUSALS: dict[int | str, dict[str, Any]] = {status: {"model": ErrorBody} for status in (413, 422)}
_PRIVATE = {"Cache-Control": "no-store"}
# nginx would else gather the lines and send them at once.
_UNBUFFERED = _PRIVATE | {"X-Accel-Buffering": "no"}


@router.get("/welcome", summary="What the widget says of itself")
async def say_welcome(request: Request, response: Response) -> Welcome:
    """Greeting, suggestions, limits: words that staff may change."""
    response.headers["Cache-Control"] = "public, max-age=300"
    state = request.app.state
    return welcome(state.centre, state.settings)


@router.post("/session", summary="Begin a conversation or go on with it")
async def open_session(
    body: SessionRequest, request: Request, response: Response, session: Session
) -> SessionReply:
    """The session of this browser, linked to the portal's user where the portal vouches for one.

    Another user than before (or none, where there was one) begins a conversation of their own.
    """
    chat = _chat(request)
    user = chat.user_tokens.user_of(body.user_token)
    if user != session.user:
        # Who was anonymous and signs in goes on; nobody goes on with somebody else's.
        session = ChatSession(session.id, user) if session.user is None else ChatSession(user=user)
        if user is not None:
            await asyncio.to_thread(chat.history.link, session.person, user)
    if not session.fresh:
        await asyncio.to_thread(chat.history.visit, session.person)
    token = give_session(request, response, session)
    response.headers.update(_PRIVATE)
    return SessionReply(token=token, linked=user is not None, fresh=session.fresh)


@router.post(
    "/messages",
    summary="Send one message and wait for the whole answer",
    responses=_REFUSALS | {503: {"model": ErrorBody}},
)
async def send_message(
    body: ChatRequest, request: Request, response: Response, session: Session
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
    response.headers.update(_PRIVATE)
    chat = _chat(request)
    return await answer(utterance_of(body, session, _longest(request)), chat.rasa)


@router.post("/stream", summary="Send one message, get bubbles as they come", responses=_REFUSALS)
async def stream_message(
    body: StreamRequest, request: Request, session: Session
) -> StreamingResponse:
    """One JSON object a line (``StreamEvent``); the last one has ``end`` or ``failure``.

    A message with an ``id`` that was sent before is not answered twice: its answer is told
    again, or followed while it is being made.

    Raises:
        RateLimited, TextTooLong, InvalidInput: as ``/messages``, before anything is streamed.
        NotFound: the picture is not of this conversation.
    """
    limit_person(request, session.person)
    chat = _chat(request)
    if body.image is not None:
        await asyncio.to_thread(chat.media.picture_of, session.person, body.image)
    utterance = utterance_of(body, session, _longest(request))
    lines = _lines(chat.turns.follow(body, utterance))
    reply = StreamingResponse(lines, media_type="application/x-ndjson", headers=_UNBUFFERED)
    keep_session(request, reply, session)
    return reply


@router.get("/history", summary="The conversation so far")
def read_history(request: Request, response: Response, session: Session) -> ChatHistory:
    """The last turns; personal numbers in them are hidden."""
    response.headers.update(_PRIVATE)
    return _chat(request).history.read(session.person)


@router.post(
    "/images",
    summary="Send a picture (the file itself as body)",
    responses=_REFUSALS,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {name: {"schema": {"format": "binary"}} for name in sorted(MEDIA_TYPES)},
        }
    },
)
async def send_image(request: Request, response: Response, session: Session) -> StoredImage:
    """Check the picture, draw it anew without what the camera wrote in, and keep it for hours.

    Raises:
        ImageRefused: no JPEG, PNG or WebP.
        TooManyMedia: the conversation holds as many as it may.
        TextTooLong: over ``MOTCUA_IMAGE_MAX_BYTES``.
    """
    limit_person(request, session.person)
    if request.headers.get("content-type", "").split(";")[0].strip() not in MEDIA_TYPES:
        raise ImageRefused("media type")
    content = await request.body()
    stored = await asyncio.to_thread(_chat(request).media.take_picture, session.person, content)
    keep_session(request, response, session)
    return StoredImage(image=stored.media)


@router.get("/images/{reference}", response_class=Response, summary="A picture sent before")
def read_image(reference: str, request: Request, session: Session) -> Response:
    """The picture, to who sent it.

    Raises:
        NotFound: there is none, it is somebody else's, or its time is over.
    """
    media = _chat(request).media
    known = media.picture_of(session.person, reference)
    headers = _PRIVATE | {"X-Content-Type-Options": "nosniff"}
    content = media.read(known.media, session.person).content
    return Response(content, media_type=known.media_type, headers=headers)


@router.delete("/session", status_code=204, summary="Forget the conversation")
def end_session(request: Request, response: Response, session: Session) -> None:
    """Delete what is kept of the conversation, and take the cookie back: for a shared device."""
    if not session.fresh:
        _chat(request).end(session.person)
    forget_session(response)


async def _lines(events: AsyncIterator[StreamEvent]) -> AsyncIterator[bytes]:
    async for event in events:
        yield event.model_dump_json(exclude_none=True).encode() + b"\n"


def _chat(request: Request) -> ChatServices:
    chat: ChatServices = request.app.state.chat
    return chat


def _longest(request: Request) -> int:
    longest: int = request.app.state.settings.max_text_length
    return longest
