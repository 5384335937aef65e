"""One request as a page: conversation, summary, what the officer may do."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from api.audit import Change
from api.console.faults import message_of
from api.console.page import fragment, page
from api.console.screens import inbox_words as words
from api.console.screens.inbox_list import PATH
from api.handover.build import Handover
from api.handover.contents import FILE
from api.handover.officers import LONGEST_ANSWER, scope_of
from api.handover.reading import Line
from api.handover.repository import HandoverRepository
from api.handover.schemas import State
from api.handover.tables import HandoverRow
from api.media.content import PICTURE
from api.media.schemas import Media
from api.staff.access import staff_of
from api.staff.repository import AccountRepository
from api.staff.roles import Permission
from api.staff.scopes import ALL
from api.staff.signin.sessions import Identity
from api.web.headers import protect
from knowledge_base.errors import MotcuaError, NotFound


@dataclass(frozen=True)
class Typed:
    """What an officer had typed when something was wrong with it."""

    answer: str = ""
    note: str = ""
    error: MotcuaError | None = None


def request_page(request: Request, who: Identity, number: int, typed: Typed) -> Response:
    """The page of request ``number``; the reading goes into the audit log.

    Raises:
        NotFound: there is none.
    """
    reading = handover_of(request).reading
    with staff_of(request).database() as session:
        row = found(session, number)
        lines = reading.lines(session, row)
        suggestions = reading.suggestions(session, row) if row.officer == who.username else []
        officer = _full_name(session, row.officer)
    record_reading(request, who, row, lines)
    templates = reading.templates(row, who.full_name)
    insert = request.query_params.get("insert", "")
    ready = {f"t-{item.key}": item.text for item in templates}
    ready |= {f"s-{place}": item.text for place, item in enumerate(suggestions)}
    address = f"{PATH}/{row.number}"
    return page(
        request,
        "inbox_request.html",
        who,
        f"Yêu cầu {row.number}",
        crumbs=[(PATH, "Hộp thư"), (address, row.number)],
        status=typed.error.http_status if typed.error else 200,
        here=address,
        row=row,
        lines=lines,
        seen=seen(row, lines),
        summary=reading.summary(row),
        lesson=reading.lesson(row),
        suggestions=suggestions,
        templates=templates,
        officer=officer,
        rights=_rights(who, row),
        places=request.app.state.places,
        whose=request.app.state.places.describe(scope_of(row)),
        typed=Typed(typed.answer or ready.get(insert, ""), typed.note),
        error=message_of(typed.error) if typed.error else None,
        key=secrets.token_hex(8),
        longest=LONGEST_ANSWER,
        all_of_them=ALL,
        words=words,
    )


def thread_fragment(request: Request, who: Identity, number: int) -> Response:
    """The conversation alone where it has changed since ``seen``, else 204.

    Raises:
        NotFound: there is no such request.
    """
    reading = handover_of(request).reading
    with staff_of(request).database() as session:
        row = found(session, number)
        lines = reading.lines(session, row)
    digest = seen(row, lines)
    if request.query_params.get("seen") == digest:
        return Response(status_code=204)
    after = request.query_params.get("after", "")
    known = int(after) if after.isascii() and after.isdigit() and len(after) < 10 else 0
    news = [line for line in lines if line.id > known]
    if news:
        record_reading(request, who, row, news)
    return fragment("inbox_thread.html", lines=lines, words=words, seen=digest, row=row)


def file_of(request: Request, who: Identity, number: int, message_id: int) -> Response:
    """The file of message ``message_id`` of a request; the look at it goes into the audit log.

    Raises:
        NotFound: there is none, or its time is over.
    """
    with staff_of(request).database() as session:
        row = found(session, number)
        everything = handover_of(request).reading.lines(session, row)
    lines = [line for line in everything if line.id == message_id]
    reference = lines[0].content.media.get(FILE) if lines else None
    if reference is None:
        raise NotFound(f"no file of message {message_id}")
    media: Media = request.app.state.media.read(reference)
    record_reading(request, who, row, lines)
    kind = "inline" if media.media_type == PICTURE else "attachment"
    headers = {"Cache-Control": "no-store", "Content-Disposition": kind}
    return protect(Response(media.content, media_type=media.media_type, headers=headers))


def found(session: Session, number: int) -> HandoverRow:
    """The request.

    Raises:
        NotFound: there is none.
    """
    row = HandoverRepository(session).get(number)
    if row is None:
        raise NotFound(f"no request {number}")
    return row


def seen(row: HandoverRow, lines: list[Line]) -> str:
    """Names what a page shows, so that it can ask whether that has changed."""
    told = [(line.id, line.delivery) for line in lines]
    return hashlib.sha256(repr((row.state, row.officer, told)).encode()).hexdigest()[:16]


def record_reading(request: Request, who: Identity, row: HandoverRow, lines: list[Line]) -> None:
    """Note that ``who`` has read ``lines``."""
    staff = staff_of(request)
    change = Change("handover.read", "handover", row.number, after={"messages": len(lines)})
    with staff.database.begin() as session:
        staff.audit.record(session, who.actor, change)


def handover_of(request: Request) -> Handover:
    """Hand-overs of the application."""
    handover: Handover = request.app.state.handover
    return handover


def _full_name(session: Session, username: str | None) -> str:
    account = AccountRepository(session).by_username(username) if username else None
    return account.full_name if account else username or ""


def _rights(who: Identity, row: HandoverRow) -> dict[str, Any]:
    """What the page offers; the service decides once more."""
    may_answer = who.may(Permission.INBOX_ANSWER, scope_of(row))
    is_open = row.state != State.CLOSED.value
    holds = is_open and may_answer and row.officer == who.username
    may_assign = who.may(Permission.INBOX_ASSIGN, scope_of(row))
    free = row.officer is None or may_assign
    return {
        "take": is_open and may_answer and not holds and free,
        "answer": holds,
        "note": may_answer,
    }
