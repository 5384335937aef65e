"""OAuth v4: the permission page and the exchange of codes and refresh tokens."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse

from tests.fakes.common.forms import read_form
from tests.fakes.zalo.access import Anyone
from tests.fakes.zalo.state import ZaloFake
from tests.fakes.zalo.tokens import BAD_APP, BAD_GRANT, OAuthError

router = APIRouter(prefix="/v4/oa")


@router.get("/permission")
async def permission(
    fake: Anyone, app_id: str, redirect_uri: str, code_challenge: str, state: str | None = None
) -> RedirectResponse:
    """An administrator who says yes at once."""
    if app_id != fake.settings.app_id:
        raise OAuthError(BAD_APP, "Invalid app id")
    found = {"code": fake.tokens.new_code(code_challenge), "oa_id": fake.settings.oa_id}
    if state is not None:
        found["state"] = state
    joint = "&" if "?" in redirect_uri else "?"
    return RedirectResponse(f"{redirect_uri}{joint}{urlencode(found)}", 302)


@router.post("/access_token")
async def access_token(request: Request, fake: Anyone) -> JSONResponse:
    """A code or a refresh token for the next pair."""
    fields = (await read_form(request)).fields
    return JSONResponse(_exchange(fake, request.headers.get("secret_key", ""), fields))


async def refusal(_: Request, error: Exception) -> JSONResponse:
    """HTTP 200 without ``access_token``."""
    assert isinstance(error, OAuthError)
    answer = {
        "error": error.code,
        "error_name": error.name,
        "error_reason": error.name,
        "error_description": error.name,
        "ref_doc": "",
    }
    return JSONResponse(answer)


def _exchange(fake: ZaloFake, secret: str, fields: dict[str, str]) -> dict[str, str]:
    if fields.get("app_id") != fake.settings.app_id or secret != fake.settings.app_secret:
        raise OAuthError(BAD_APP, "Invalid app id or secret key")
    match fields.get("grant_type"):
        case "authorization_code":
            verifier = fields.get("code_verifier", "")
            return fake.tokens.exchange_code(fields.get("code", ""), verifier)
        case "refresh_token":
            return fake.tokens.exchange_refresh(fields.get("refresh_token", ""))
    raise OAuthError(BAD_GRANT, "Invalid grant type")
