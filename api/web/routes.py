"""The page at ``/``, its files, and the form for browsers without JavaScript.

Expected in ``app.state``: what ``api.chat.routes`` names, and ``centre`` (``Centre``).
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.chat.schemas import ChatRequest
from api.chat.service import answer
from api.chat.session import ChatSession, keep_session, read_session
from api.limits import limit_address, limit_person
from api.web.content import PageFacts
from api.web.headers import protect
from api.web.page import STATIC, PlainTurn, chat_page
from knowledge_base.errors import InvalidInput, MotcuaError

router = APIRouter(include_in_schema=False)
Session = Annotated[ChatSession, Depends(read_session)]


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
    return _page(request, session)


@router.get("/api/v1/chat/form")
async def leave_form() -> Response:
    """Back to the page, for who reloads or bookmarks the address of an answer."""
    return RedirectResponse("/", status_code=303)


@router.post("/api/v1/chat/form", dependencies=[Depends(limit_address)])
async def send_form(request: Request, session: Session) -> Response:
    """One message as an HTML form; the page with its answer, or with what went wrong."""
    state = request.app.state
    fields = {name: values[0] for name, values in (await _form(request)).items()}
    question = fields.get("title") or fields.get("text", "")
    try:
        limit_person(request, session.person)
        reply = await answer(_chat_request(fields), session.person, state.http, state.settings)
    except MotcuaError as error:
        turn = PlainTurn(question, [], error.message_vi)
        return _page(request, session, turn, error.http_status)
    return _page(request, session, PlainTurn(question, reply.messages))


async def _form(request: Request) -> dict[str, list[str]]:
    return parse_qs((await request.body()).decode("utf-8", "replace"))


def _chat_request(fields: dict[str, str]) -> ChatRequest:
    payload = fields.get("payload")
    text = None if payload else fields.get("text")
    try:
        return ChatRequest(text=text, payload=payload, title=fields.get("title"))
    except ValueError as error:
        raise InvalidInput("form without text and payload") from error


def _page(
    request: Request, session: ChatSession, turn: PlainTurn | None = None, status: int = 200
) -> Response:
    state = request.app.state
    html = chat_page(PageFacts.of(state.centre), state.settings.max_text_length, turn)
    response = HTMLResponse(html, status, headers={"Cache-Control": "no-store"})
    keep_session(request, response, session)
    return protect(response)
