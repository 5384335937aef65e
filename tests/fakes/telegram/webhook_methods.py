"""Methods about the webhook."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.telegram.errors import bad_request
from tests.fakes.telegram.params import Params
from tests.fakes.telegram.state import TelegramFake, Webhook

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
PORTS = {443, 80, 88, 8443}
MOST_CONNECTIONS = 100


async def set_webhook(fake: TelegramFake, params: Params) -> bool:
    """Where updates go from now on; an empty address is none."""
    url = params.text("url") or ""
    _check_url(url, fake.settings.needs_https)
    secret = params.text("secret_token") or ""
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = params.integer("max_connections") or 40
    if not 1 <= connections <= MOST_CONNECTIONS:
        raise bad_request("max_connections must be between 1 and 100")
    # Left out, the list of before stays.
    allowed = params.json("allowed_updates")
    kept = fake.webhook.allowed if allowed is None else tuple(allowed)
    fake.webhook = Webhook(url, secret, kept, connections)
    await _go_on(fake, params)
    return True


async def delete_webhook(fake: TelegramFake, params: Params) -> bool:
    """No webhook any more; updates wait for the next one."""
    fake.webhook = Webhook(allowed=fake.webhook.allowed)
    await _go_on(fake, params)
    return True


def get_webhook_info(fake: TelegramFake, params: Params) -> dict[str, Any]:
    """The webhook, and how delivering goes."""
    hook = fake.webhook
    waiting = [item for item in fake.sender.deliveries if item.state in ("pending", "parked")]
    info: dict[str, Any] = {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(waiting),
    }
    if hook.url:
        info["max_connections"] = hook.max_connections
    if hook.allowed:
        info["allowed_updates"] = list(hook.allowed)
    return {**info, **_last_error(fake)}


async def _go_on(fake: TelegramFake, params: Params) -> None:
    if params.flag("drop_pending_updates"):
        fake.sender.forget_parked()
    if fake.webhook.url:
        await fake.sender.resume()


def _last_error(fake: TelegramFake) -> dict[str, Any]:
    for delivery in reversed(fake.sender.deliveries):
        for attempt in reversed(delivery.attempts):
            if attempt.status is None or not 200 <= attempt.status < 300:
                reason = attempt.error or f"Wrong response from the webhook: {attempt.status}"
                return {"last_error_date": int(attempt.at_s), "last_error_message": reason}
    return {}


def _check_url(url: str, needs_https: bool) -> None:
    if not url:
        return
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError:
        raise bad_request("bad webhook: invalid URL") from None
    if not parts.hostname or parts.scheme not in ("http", "https"):
        raise bad_request("invalid webhook URL specified")
    if needs_https and parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if needs_https and port not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
