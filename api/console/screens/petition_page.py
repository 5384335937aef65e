"""The page of one petition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fastapi import Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from api.console.faults import message_of
from api.console.page import page
from api.console.screens.outbox_list import outcome_name, state_name
from api.console.screens.petition_desk import handling
from api.console.screens.petitions_list import CHANNELS, PATH, mark_of
from api.console.screens.petitions_list import state_name as petition_state
from api.outbox.repository import OutboxRepository
from api.petitions.handling import answer_key, scope_of
from api.petitions.repository import PetitionRepository
from api.petitions.schemas import State
from api.petitions.service import CITIZEN, Petitions
from api.petitions.tables import PetitionRow
from api.staff.roles import Permission
from api.staff.signin.sessions import Identity
from knowledge_base.errors import MotcuaError

_ACTS = {
    "open": "Người dân gửi",
    "take": "Nhận xử lý",
    "assign": "Chuyển đơn vị",
    "answer": "Trả lời người dân",
    "close": "Kết thúc",
    "export": "Xuất cho 1022",
}


@dataclass(frozen=True)
class Step:
    """One step in the life of a petition, in words."""

    at: datetime
    act: str
    by: str
    words: str


def petition_page(
    request: Request,
    who: Identity,
    petition_id: int,
    typed: str = "",
    error: MotcuaError | None = None,
) -> Response:
    """The petition with what ``who`` may do; the reading is on record."""
    state = request.app.state
    with handling(request, who) as desk:
        row = desk.read(petition_id)
        steps = _steps(desk.session, desk.petitions, row)
        delivery = _delivery(desk.session, row)
    here, scope = f"{PATH}/{petition_id}", scope_of(row)
    is_open = State(row.state) in (State.NEW, State.TAKEN)
    may_answer = who.may(Permission.INBOX_ANSWER, scope)
    return page(
        request,
        "petition.html",
        who,
        f"Phản ánh {row.number}",
        crumbs=[(PATH, "Phản ánh, kiến nghị"), (here, row.number or "")],
        status=error.http_status if error else 200,
        here=here,
        row=row,
        content=state.petitions.content(row),
        forgotten=not row.sealed,
        kind=state.petitions.catalogue.kinds.get(row.kind, row.kind),
        category=state.petitions.catalogue.categories.get(row.category, row.category),
        channel=CHANNELS.get(row.channel, row.channel),
        unit=state.places.describe(scope),
        state=petition_state(row),
        mark=mark_of(row),
        steps=steps,
        delivery=delivery,
        may_take=may_answer and row.state == State.NEW.value,
        may_answer=may_answer and is_open and bool(row.sealed),
        may_close=may_answer and row.state != State.CLOSED.value,
        may_assign=who.may(Permission.INBOX_ASSIGN, scope) and is_open,
        places=state.places,
        typed=typed,
        error=message_of(error) if error else None,
    )


def _steps(session: Session, petitions: Petitions, row: PetitionRow) -> list[Step]:
    return [
        Step(
            event.at,
            _ACTS.get(event.act, event.act),
            "" if event.actor == CITIZEN else event.actor,
            petitions.sealer.open_words(event.sealed),
        )
        for event in PetitionRepository(session).events(row.id)
    ]


def _delivery(session: Session, row: PetitionRow) -> str:
    """How the answer's message stands; empty where there is none."""
    if row.answered_at is None:
        return ""
    message = OutboxRepository(session).find(answer_key(row))
    if message is None:
        return "Kênh này không nhận tin chủ động; người dân hỏi lại thì trợ lý đọc trả lời."
    outcome = f" ({outcome_name(message)})" if message.outcome else ""
    return f"Tin trả lời: {state_name(message)}{outcome}"
