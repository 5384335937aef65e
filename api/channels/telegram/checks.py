"""What is missing for Telegram."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from api.channels.checks import Check, Outcome
from api.channels.telegram.bot_api import ALLOWED_UPDATES, BotApi
from api.channels.telegram.errors import TelegramAway, TelegramRefused
from api.channels.telegram.menu import load_menu
from api.channels.telegram.settings import TelegramAppSettings

_SET_UP = "run `motcua channels setup telegram`"
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_SHORTEST_SECRET = 24
_RECENTLY = timedelta(hours=1)
_MANY_WAITING = 50


async def check_telegram(settings: TelegramAppSettings, http: httpx.AsyncClient) -> list[Check]:
    """Look at credentials, secret, token, webhook and menu, in this order."""
    checks = [_credentials(settings), _secret(settings)]
    if not settings.token.get_secret_value():
        return checks
    api = BotApi(settings, http)
    try:
        me = await api.me()
        checks.append(Check("telegram bot", Outcome.OK, f"@{me.get('username')}"))
        webhook = await api.webhook()
        checks += [_webhook(settings, webhook), _deliveries(webhook, datetime.now(UTC))]
        checks.append(await _menu(api))
    except TelegramRefused as error:
        remedy = "copy the token from @BotFather into TELEGRAM_TOKEN"
        checks.append(Check("telegram bot", Outcome.MISSING, str(error), remedy))
    except TelegramAway as error:
        remedy = "check TELEGRAM_API_BASE and the way out of this machine, then try again"
        checks.append(Check("telegram bot", Outcome.MISSING, f"no answer: {error}", remedy))
    return checks


def _credentials(settings: TelegramAppSettings) -> Check:
    name, missing = "telegram credentials", settings.missing()
    if missing:
        remedy = "see docs/telegram.md; until then every update gets 401"
        return Check(name, Outcome.MISSING, f"not set: {', '.join(missing)}", remedy)
    return Check(name, Outcome.OK, "set")


def _secret(settings: TelegramAppSettings) -> Check:
    name, secret = "telegram secret", settings.secret_token.get_secret_value().strip()
    remedy = "set TELEGRAM_SECRET_TOKEN to `openssl rand -hex 32`, then set up again"
    if not _SECRET.fullmatch(secret):
        detail = "not 1 to 256 of A-Z, a-z, 0-9, _ and -"
        return Check(name, Outcome.MISSING, detail, remedy)
    if len(secret) < _SHORTEST_SECRET:
        detail = f"{len(secret)} letters; {_SHORTEST_SECRET} at least cannot be guessed"
        return Check(name, Outcome.WARNING, detail, remedy)
    return Check(name, Outcome.OK, f"{len(secret)} letters")


def _webhook(settings: TelegramAppSettings, webhook: dict[str, Any]) -> Check:
    name, url = "telegram webhook", str(webhook.get("url") or "")
    if not url:
        return Check(name, Outcome.MISSING, "Telegram sends updates nowhere", _SET_UP)
    if url != settings.webhook_url:
        return Check(name, Outcome.MISSING, f"Telegram sends updates to {url}", _SET_UP)
    unasked = set(ALLOWED_UPDATES) - set(webhook.get("allowed_updates") or ())
    if unasked:
        return Check(name, Outcome.MISSING, f"not asked for: {sorted(unasked)}", _SET_UP)
    return Check(name, Outcome.OK, url)


def _deliveries(webhook: dict[str, Any], now: datetime) -> Check:
    name, waiting = "telegram deliveries", int(webhook.get("pending_update_count") or 0)
    failed_at = datetime.fromtimestamp(int(webhook.get("last_error_date") or 0), UTC)
    detail, remedy = f"{waiting} updates wait", "see whether Rasa runs and the proxy reaches it"
    if now - failed_at < _RECENTLY:
        detail = f"{detail}; last failure: {webhook.get('last_error_message')}"
        return Check(name, Outcome.WARNING, detail, remedy)
    if waiting > _MANY_WAITING:
        return Check(name, Outcome.WARNING, detail, remedy)
    return Check(name, Outcome.OK, detail)


async def _menu(api: BotApi) -> Check:
    name, ours, shown = "telegram menu", load_menu(), await api.menu()
    if shown == ours:
        return Check(name, Outcome.OK, f"{len(ours)} commands")
    detail = f"people see {len(shown)} commands, not our {len(ours)}" if shown else "none is shown"
    return Check(name, Outcome.MISSING, detail, _SET_UP)
