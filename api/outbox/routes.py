"""``/api/v1/outbox``: for our own processes only."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from api.errors import ErrorBody
from api.outbox.schemas import NewMessage, Queued, Receipt, Settled, Start, Started
from api.outbox.service import Outbox
from api.security import require_service

router = APIRouter(
    prefix="/api/v1/outbox",
    tags=["outbox"],
    dependencies=[Depends(require_service)],
    responses={status: {"model": ErrorBody} for status in (401, 404, 422)},
)
Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="Of the message.")]


@router.post("/messages", status_code=201, summary="Queue a message to a person")
def queue(request: Request, response: Response, message: NewMessage) -> Queued:
    """201 when it is new, 200 when the same effect was queued before."""
    queued = _outbox(request).queue(message)
    if queued.duplicate:
        response.status_code = 200
    return queued


@router.post("/{number}/starts", summary="A channel is about to send")
def start(request: Request, number: Number, body: Start) -> Started:
    """Whether it may; from here on the message may have reached the person."""
    return Started(may_send=_outbox(request).start(number, body.attempt))


@router.post("/{number}/receipts", summary="A channel tells how a send ended")
def receive(request: Request, number: Number, receipt: Receipt) -> Settled:
    """Settle the message; a second receipt changes nothing."""
    return Settled(state=_outbox(request).receive(number, receipt))


def _outbox(request: Request) -> Outbox:
    outbox: Outbox = request.app.state.outbox
    return outbox
