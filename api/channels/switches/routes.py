"""``/api/v1/channels/switches``: for our own processes only."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request

from api.channels.switches.schemas import Channel, SwitchState
from api.channels.switches.service import switch_state
from api.errors import ErrorBody
from api.security import require_service

router = APIRouter(
    prefix="/api/v1/channels/switches",
    tags=["channels"],
    dependencies=[Depends(require_service)],
    responses={status: {"model": ErrorBody} for status in (401, 422)},
)


@router.post("/{channel}", summary="Whether a channel answers")
def read(request: Request, channel: Channel) -> SwitchState:
    """How the channel stands. A POST, so that no cache ever answers for us."""
    with request.app.state.sessions() as session:
        return switch_state(session, channel)
