"""``/api/v1/inbox``: for our own processes only."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response

from api.errors import ErrorBody
from api.inbox.schemas import Batch, Claim, NewEvent, Settlement, Stored
from api.security import require_service

router = APIRouter(
    prefix="/api/v1/inbox",
    tags=["inbox"],
    dependencies=[Depends(require_service)],
    responses={status: {"model": ErrorBody} for status in (401, 422)},
)


@router.post("/events", status_code=201, summary="Write an event to disk")
def store(request: Request, response: Response, event: NewEvent) -> Stored:
    """201 when it is new, 200 when it was there already."""
    stored: Stored = request.app.state.inbox.store(event)
    if stored.duplicate:
        response.status_code = 200
    return stored


@router.post("/claims", summary="Take what waits, a batch a person")
def claim(request: Request, body: Claim) -> list[Batch]:
    """Lease waiting events to a worker."""
    batches: list[Batch] = request.app.state.inbox.claim(body)
    return batches


@router.post("/settlements", summary="Events are handled, or are to be tried again")
def settle(request: Request, body: Settlement) -> dict[str, int]:
    """Settle what the worker holds."""
    return {"settled": request.app.state.inbox.settle(body)}
