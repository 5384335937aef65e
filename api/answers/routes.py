"""``/api/v1/answers``: what the bot says; for our own processes only."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request

from api.answers.schemas import (
    ALSO_OF_A_PROCEDURE,
    Answer,
    CentreTurn,
    ProcedureTurn,
    RecordTurn,
)
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
    """Answer a question about the centre, or about the procedure in hand when it only seems so."""
    _check_length(request, turn.text)
    about_procedure = _meant_of_procedure(request, turn)
    if about_procedure:
        return answer_procedure(request, about_procedure)
    answer: Answer = request.app.state.centre_answers.answer(turn)
    return answer


@router.post("/english")
def answer_english(request: Request, turn: ProcedureTurn) -> Answer:
    """Answer a message in English."""
    _check_length(request, turn.text)
    answer: Answer = request.app.state.english_answers.answer(turn)
    return answer


@router.post("/record", status_code=204)
def record(request: Request, turn: RecordTurn) -> None:
    """Keep how a turn ended that Rasa answered by itself."""
    request.app.state.journal.note(turn, turn.intent, turn.status)


def _meant_of_procedure(request: Request, turn: CentreTurn) -> ProcedureTurn | None:
    """``turn`` as a follow-up: "ở đâu vậy" after a procedure asks where that one is done."""
    if not (turn.text and turn.code_in_hand and turn.question in ALSO_OF_A_PROCEDURE):
        return None
    if not request.app.state.procedure_answers.follows_up(turn.text):
        return None
    return ProcedureTurn(**turn.model_dump(exclude={"question", "department"}))


def _check_length(request: Request, text: str) -> None:
    if len(text) > request.app.state.settings.max_text_length:
        raise TextTooLong(f"text has {len(text)} characters")
