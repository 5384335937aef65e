"""The few methods of the Bot API that going live needs."""

from __future__ import annotations

from typing import Any

import httpx

from api.channels.telegram.errors import TelegramAway, TelegramRefused
from api.channels.telegram.menu import Menu
from api.channels.telegram.settings import TelegramAppSettings

TIMEOUT_S = 10.0
# What `bot/channels/telegram` reads; Telegram keeps everything else to itself.
ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")


class BotApi:
    """Calls of one bot.

    Args:
        settings: token and address.
        http: makes the calls; the caller closes it.
    """

    def __init__(self, settings: TelegramAppSettings, http: httpx.AsyncClient) -> None:
        base = settings.api_base.rstrip("/").removesuffix("/bot")
        self._base = f"{base}/bot{settings.token.get_secret_value().strip()}"
        self._secret = settings.secret_token.get_secret_value().strip()
        self._http = http

    async def me(self) -> dict[str, Any]:
        """Who the bot is."""
        return dict(await self._call("getMe"))

    async def webhook(self) -> dict[str, Any]:
        """Where updates go, and how well they arrive."""
        return dict(await self._call("getWebhookInfo"))

    async def set_webhook(self, url: str) -> None:
        """Let updates go to ``url`` with our secret; what waits is kept."""
        await self._call(
            "setWebhook",
            url=url,
            secret_token=self._secret,
            allowed_updates=list(ALLOWED_UPDATES),
            drop_pending_updates=False,
        )

    async def menu(self) -> Menu:
        """The menu of commands that people see."""
        return list(await self._call("getMyCommands"))

    async def set_menu(self, menu: Menu) -> None:
        """Show another menu."""
        await self._call("setMyCommands", commands=menu)

    async def _call(self, method: str, **fields: Any) -> Any:
        """The method's result.

        Raises:
            TelegramAway: no answer that can be read.
            TelegramRefused: a refusal.
        """
        try:
            url = f"{self._base}/{method}"
            reply = await self._http.post(url, json=fields, timeout=TIMEOUT_S)
            answer = reply.json()
            if answer["ok"]:
                return answer["result"]
            reason = str(answer["description"])
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError) as error:
            # Not its text, nor as the cause: both may hold the address, and that the token.
            raise TelegramAway(f"{method}: {type(error).__name__}") from None
        raise TelegramRefused(f"{method}: {reason}")
