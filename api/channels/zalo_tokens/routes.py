"""``/api/v1/channels/zalo``: for our own processes only. Bodies are never logged."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request

from api.channels.zalo_tokens.schemas import AccessToken, TokenWanted
from api.channels.zalo_tokens.service import ZaloTokens
from api.errors import ErrorBody
from api.security import require_service

router = APIRouter(
    prefix="/api/v1/channels/zalo",
    tags=["channels"],
    dependencies=[Depends(require_service)],
    responses={status: {"model": ErrorBody} for status in (401, 422, 503)},
)


@router.post("/token", summary="A good access token of Zalo")
async def token(request: Request, wanted: TokenWanted) -> AccessToken:
    """The current token, refreshed when it is about to end or was refused."""
    tokens: ZaloTokens = request.app.state.zalo_tokens
    kept = await tokens.access(wanted.stale)
    return AccessToken(access_token=kept.access, expires_at=kept.expires_at.timestamp())
