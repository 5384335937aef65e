"""``/api/v1/answers``: what the bot says; for our own processes only."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request

from api.answers.schemas import Answer, CentreTurn, ProcedureTurn, RecordTurn
from api.errors import ErrorBody
from api.security import require_service
from knowledge_base.errors import TextTooLong

router = APIRouter(
    prefix="/api/v1/answers",
    tags=["answers"],
    dependencies=[Depends(require_service)],
    responses={
        401: {"model": ErrorBody},
        413: {"model": ErrorBody},
        422: {"model": ErrorBody},
        503: {"model": ErrorBody},
    },
)


@router.post("/procedure")
def answer_procedure(request: Request, turn: ProcedureTurn) -> Answer:
    """Answer a question about a procedure."""
    _check_length(request, turn.text)
    answer: Answer = request.app.state.procedure_answers.answer(turn)
    return answer


@router.post("/centre")
def answer_centre(request: Request, turn: CentreTurn) -> Answer:
    """Answer a question about the centre."""
    _check_length(request, turn.text)
    answer: Answer = request.app.state.centre_answers.answer(turn)
    return answer


@router.post("/record", status_code=204)
def record(request: Request, turn: RecordTurn) -> None:
    """Keep how a turn ended that Rasa answered by itself."""
    request.app.state.journal.note(turn, turn.intent, turn.status)


def _check_length(request: Request, text: str) -> None:
    if len(text) > request.app.state.settings.max_text_length:
        raise TextTooLong(f"text has {len(text)} characters")
