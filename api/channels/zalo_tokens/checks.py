"""What is missing for Zalo."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx

from api.channels.checks import Check, Outcome
from api.channels.zalo_tokens.oauth import TIMEOUT_S
from api.channels.zalo_tokens.pairs import Kept, Pairs
from api.channels.zalo_tokens.service import ZaloTokens
from api.channels.zalo_tokens.settings import ZaloAppSettings
from knowledge_base.errors import BackendUnavailable

_CONSENT = "run `motcua channels setup zalo`"
# Zalo's refresh tokens live three months.
_REFRESH_LIFE = timedelta(days=90)
_WARN_BEFORE = timedelta(days=14)


async def check_zalo(
    settings: ZaloAppSettings, pairs: Pairs, tokens: ZaloTokens, http: httpx.AsyncClient
) -> list[Check]:
    """Look at credentials, tokens, the account and the domain's proof, in this order.

    May refresh the tokens, as any send may.
    """
    checks = [_credentials(settings), _webhook_secret(settings)]
    if settings.is_configured:
        kept = pairs.current()
        checks.append(_consent(kept, pairs))
        if kept is not None and kept.error is None:
            checks.append(await _account(settings, tokens, http))
    checks.append(_proof(settings))
    return checks


def _credentials(settings: ZaloAppSettings) -> Check:
    named = {
        "ZALO_APP_ID": settings.app_id,
        "ZALO_APP_SECRET": settings.app_secret.get_secret_value(),
    }
    missing = [name for name, value in named.items() if not value]
    if missing:
        remedy = "copy them from the app's page at Zalo into the environment"
        return Check("zalo credentials", Outcome.MISSING, f"not set: {', '.join(missing)}", remedy)
    return Check("zalo credentials", Outcome.OK, f"app {settings.app_id}")


def _webhook_secret(settings: ZaloAppSettings) -> Check:
    if settings.oa_secret_key.get_secret_value():
        return Check("zalo webhook secret", Outcome.OK, "set")
    remedy = "set ZALO_OA_SECRET_KEY from the webhook page; until then every event gets 401"
    return Check("zalo webhook secret", Outcome.MISSING, "ZALO_OA_SECRET_KEY is not set", remedy)


def _consent(kept: Kept | None, pairs: Pairs) -> Check:
    if kept is None:
        return Check("zalo consent", Outcome.MISSING, "nobody has given consent", _CONSENT)
    if kept.error is not None:
        detail = f"Zalo refused the refresh token: {kept.error}"
        return Check("zalo consent", Outcome.MISSING, detail, _CONSENT)
    left = kept.issued_at + _REFRESH_LIFE - pairs.now()
    detail = f"the refresh token is good for {left.days} more days"
    if left < _WARN_BEFORE:
        return Check("zalo consent", Outcome.WARNING, detail, _CONSENT)
    return Check("zalo consent", Outcome.OK, detail)


async def _account(settings: ZaloAppSettings, tokens: ZaloTokens, http: httpx.AsyncClient) -> Check:
    """Ask Zalo who we are; a token that it refuses is refreshed once."""
    name, stale = "zalo account", ""
    try:
        for _ in range(2):
            token = (await tokens.access(stale)).access
            answer = await _who(settings, http, token)
            if answer.get("error") == 0:
                shown = dict(answer.get("data") or {})
                return Check(name, Outcome.OK, f"{shown.get('name')} ({shown.get('oa_id')})")
            stale = token
    except (BackendUnavailable, httpx.HTTPError, ValueError) as error:
        code = getattr(error, "code", type(error).__name__)
        return Check(name, Outcome.MISSING, f"no answer: {code}", "see the log and try again")
    detail = f"Zalo refuses the account: {answer.get('error')}"
    return Check(name, Outcome.MISSING, detail, "see the error's page at Zalo")


async def _who(settings: ZaloAppSettings, http: httpx.AsyncClient, token: str) -> dict[str, Any]:
    url = f"{settings.api_base.rstrip('/')}/v2.0/oa/getoa"
    reply = await http.get(url, headers={"access_token": token}, timeout=TIMEOUT_S)
    answer = reply.json()
    if not isinstance(answer, dict):
        raise ValueError("no answer")
    return answer


def _proof(settings: ZaloAppSettings) -> Check:
    name = "zalo domain proof"
    remedy = "set ZALO_WEB_ROOT and run `motcua channels setup zalo --proof CODE`"
    if settings.web_root is None:
        return Check(name, Outcome.WARNING, "ZALO_WEB_ROOT is not set", remedy)
    found = sorted(settings.web_root.glob("zalo_verifier*.html"))
    if not found:
        return Check(name, Outcome.WARNING, f"no file in {settings.web_root}", remedy)
    return Check(name, Outcome.OK, found[-1].name)
