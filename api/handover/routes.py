"""``/api/v1/handovers``: for our own processes only. Bodies are never logged."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response

from api.errors import ErrorBody
from api.handover.schemas import Leaving, Left, Opened, Opening, Passed, Said
from api.handover.service import Handovers
from api.security import require_service

router = APIRouter(
    prefix="/api/v1/handovers",
    tags=["handovers"],
    dependencies=[Depends(require_service)],
    responses={status: {"model": ErrorBody} for status in (401, 422)},
)


@router.post("", status_code=201, summary="Somebody needs a person")
def open_handover(request: Request, response: Response, opening: Opening) -> Opened:
    """201 for a new request, 200 when the person has an open one."""
    opened = _handovers(request).open(opening)
    if opened.duplicate:
        response.status_code = 200
    return opened


@router.post("/messages", summary="Who has an open request wrote something")
def pass_on(request: Request, said: Said) -> Passed:
    """Put it into the request; whether the assistant is to be silent."""
    return _handovers(request).pass_on(said)


@router.post("/departures", summary="The citizen wants the assistant back")
def leave(request: Request, leaving: Leaving) -> Left:
    """Close their open request."""
    return Left(closed=_handovers(request).leave(leaving.person))


def _handovers(request: Request) -> Handovers:
    handovers: Handovers = request.app.state.handover.citizens
    return handovers
