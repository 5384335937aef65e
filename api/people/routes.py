"""``/api/v1/people``: for our own processes only."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request

from api.errors import ErrorBody
from api.people.schemas import PersonNotice, PersonState
from api.security import require_service

router = APIRouter(
    prefix="/api/v1/people",
    tags=["people"],
    dependencies=[Depends(require_service)],
    responses={status: {"model": ErrorBody} for status in (401, 422)},
)


@router.post("/notices", summary="Something happened beside the dialogue")
def notice(request: Request, body: PersonNotice) -> PersonState:
    """Note it; a withdrawal deletes all that is kept of the person."""
    state: PersonState = request.app.state.people.notice(body.person, body.notice)
    return state
