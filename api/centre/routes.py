"""``/api/v1/centre``: address, floors, departments; public facts."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request

from api.errors import ErrorBody
from api.limits import limit_address
from knowledge_base.centre import Centre

router = APIRouter(prefix="/api/v1/centre", tags=["centre"], dependencies=[Depends(limit_address)])


@router.get("", responses={429: {"model": ErrorBody}})
def read(request: Request) -> Centre:
    """Everything that is known of the centre, with what staff must still confirm."""
    centre: Centre = request.app.state.centre
    return centre
