"""The page at ``/``, its files, and the form for browsers without JavaScript.

Expected in ``app.state``: what ``api.chat.routes`` names, and ``centre`` (``Centre``).
"""

from __future__ import annotations

import asyncio
import re
import secrets
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.chat.schemas import ChatHistory, StreamRequest
from api.chat.service import utterance_of
from api.chat.services import ChatServices
from api.chat.session import ChatSession, keep_session, read_session
from api.limits import limit_address, limit_person
from api.web.content import PageFacts
from api.web.headers import protect
from api.web.page import STATIC, PlainTurn, chat_page, plain_turns
from knowledge_base.errors import BackendUnavailable, InvalidInput, MotcuaError

router = APIRouter(include_in_schema=False)
Session = Annotated[ChatSession, Depends(read_session)]
Fields = dict[str, list[str]]
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class PageFiles(StaticFiles):
    """Static files with the page's headers; a browser asks each time whether they are new."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file at ``path``, or 304 when the browser has it."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return protect(response)


def install_web(app: FastAPI) -> None:
    """Serve the page and its files from ``app``."""
    app.include_router(router)
    app.mount("/static", PageFiles(directory=STATIC), name="static")


@router.get("/", dependencies=[Depends(limit_address)])
async def show_chat(request: Request, session: Session) -> Response:
    """The web chat."""
    return _page(request, session, await _turns(request, session))


@router.get("/api/v1/chat/form")
async def leave_form() -> Response:
    """Back to the page, for who bookmarks the form's address."""
    return RedirectResponse("/", status_code=303)


@router.post("/api/v1/chat/form", dependencies=[Depends(limit_address)])
async def send_form(request: Request, session: Session) -> Response:
    """One message as an HTML form; back to the page with its answer, or what went wrong."""
    fields = await _form(request)
    try:
        limit_person(request, session.person)
        failure = await _answer(request, session, _message(fields))
        if failure is None:
            # So that a reload does not send it again.
            response = RedirectResponse("/#last", status_code=303)
            keep_session(request, response, session)
            return protect(response)
        message, status = failure, BackendUnavailable.http_status
    except MotcuaError as error:
        message, status = error.message_vi, error.http_status
    turn = PlainTurn(_question(fields), [], message)
    return _page(request, session, [*await _turns(request, session), turn], status)


async def _answer(request: Request, session: ChatSession, message: StreamRequest) -> str | None:
    """Let ``message`` be answered; what went wrong, in Vietnamese, or ``None``."""
    state = request.app.state
    utterance = utterance_of(message, session, state.settings.max_text_length)
    chat: ChatServices = state.chat
    async for event in chat.turns.follow(message, utterance):
        if event.failure is not None:
            return event.failure.message
    return None


async def _turns(request: Request, session: ChatSession) -> list[PlainTurn]:
    if session.fresh:
        return []
    chat: ChatServices = request.app.state.chat
    history: ChatHistory = await asyncio.to_thread(chat.history.read, session.person)
    return plain_turns(history)


async def _form(request: Request) -> Fields:
    return parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)


def _question(fields: Fields) -> str:
    return (fields.get("title") or fields.get("text") or [""])[0]


def _message(fields: Fields) -> StreamRequest:
    values = {"id": secrets.token_urlsafe(16)}
    if fields.get("value"):
        values["text"] = _filled_in(fields)
    else:
        wanted = ("payload", "title") if fields.get("payload") else ("text",)
        values |= {name: fields[name][0] for name in wanted if name in fields}
    try:
        return StreamRequest.model_validate(values)
    except ValueError as error:
        raise InvalidInput("form without text and payload") from error


def _filled_in(fields: Fields) -> str:
    """What a form under an answer holds, as the widget would send it."""
    values = [_DAY.sub(r"\3/\2/\1", value.strip()) for value in fields["value"]]
    labels = fields.get("label", [])
    if len(values) == 1 or len(labels) != len(values):
        return " ".join(values)
    return "\n".join(
        f"{label}: {value}" for label, value in zip(labels, values, strict=True) if value
    )


def _page(
    request: Request, session: ChatSession, turns: list[PlainTurn], status: int = 200
) -> Response:
    state = request.app.state
    html = chat_page(PageFacts.of(state.centre), state.settings.max_text_length, turns)
    response = HTMLResponse(html, status, headers={"Cache-Control": "no-store"})
    keep_session(request, response, session)
    return protect(response)
