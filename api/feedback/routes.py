"""``/api/v1/feedback`` for our own processes; browsers tell it with their chat's session."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request

from api.chat.origins import require_known_origin
from api.chat.session import ChatSession, read_session
from api.errors import ErrorBody
from api.feedback.schemas import GivenJudgement, Judgement
from api.feedback.service import Feedback
from api.limits import limit_address, limit_person
from api.security import require_service

_REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorBody} for status in (401, 404, 422)
}
router = APIRouter(tags=["feedback"])


@router.post(
    "/api/v1/feedback",
    status_code=204,
    summary="What a person thinks of an answer",
    dependencies=[Depends(require_service)],
    responses=_REFUSALS,
)
def give(request: Request, body: GivenJudgement) -> None:
    """Keep it in the place of what was told of that answer before."""
    judgement = Judgement(**body.model_dump(exclude={"person"}))
    _feedback(request).give(body.person, judgement)


@router.post(
    "/api/v1/chat/feedback",
    status_code=204,
    summary="Judge an answer of one's own conversation",
    dependencies=[Depends(limit_address), Depends(require_known_origin)],
    responses=_REFUSALS | {429: {"model": ErrorBody}},
)
def judge(
    request: Request, body: Judgement, session: Annotated[ChatSession, Depends(read_session)]
) -> None:
    """The same for a browser.

    Raises:
        RateLimited: too many of one person or address.
        NoSuchAnswer: no answer of this conversation has that reference.
    """
    limit_person(request, session.person)
    _feedback(request).give(session.person, body)


def _feedback(request: Request) -> Feedback:
    feedback: Feedback = request.app.state.feedback
    return feedback
