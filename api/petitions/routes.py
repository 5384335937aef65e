"""``/api/v1/petitions``: for our own processes only. Bodies are never logged."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response

from api.errors import ErrorBody
from api.petitions.schemas import (
    Lookup,
    NewPetition,
    Opened,
    Reading,
    ReadingRequest,
    Standings,
)
from api.petitions.service import Petitions
from api.security import require_service

router = APIRouter(
    prefix="/api/v1/petitions",
    tags=["petitions"],
    dependencies=[Depends(require_service)],
    responses={status: {"model": ErrorBody} for status in (401, 422)},
)


@router.post("/readings", summary="Read what a message says of a petition")
def read(request: Request, body: ReadingRequest) -> Reading:
    """Kind, category and place, where the words tell them; nothing is kept."""
    return _petitions(request).catalogue.read(body.text)


@router.post("", status_code=201, summary="Take a petition down")
def open_petition(request: Request, response: Response, body: NewPetition) -> Opened:
    """201 when it is new, 200 when the same draft was sent before."""
    opened = _petitions(request).open(body)
    if opened.duplicate:
        response.status_code = 200
    return opened


@router.post("/lookups", summary="How one's own petitions stand")
def look_up(request: Request, body: Lookup) -> Standings:
    """A number of somebody else's gives nothing, as one that does not exist."""
    return _petitions(request).look_up(body)


def _petitions(request: Request) -> Petitions:
    petitions: Petitions = request.app.state.petitions
    return petitions
