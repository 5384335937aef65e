"""``/health``."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.health.checks import check_all
from api.health.schemas import Health

router = APIRouter(tags=["health"])


@router.get("/health", responses={503: {"model": Health}})
async def health(request: Request, response: Response) -> Health:
    """200 when every part is ready, else 503; says which part is not."""
    told = await check_all(request.app.state)
    response.status_code = 200 if told.ready else 503
    return told
