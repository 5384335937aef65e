"""``motcua channels setup telegram`` and Telegram's part of ``motcua channels check``."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

import httpx
import typer

from api.channels.checks import Check
from api.channels.telegram.bot_api import BotApi
from api.channels.telegram.checks import check_telegram
from api.channels.telegram.menu import Menu, load_menu
from api.channels.telegram.settings import TelegramAppSettings
from api.cli.console import console, errors_in_one_line
from knowledge_base.errors import InvalidInput

PATH = "/webhooks/telegram/webhook"
_URL = typer.Option("", "--url", help="Public https address of the webhook, for this once.")


def setup(url: str = _URL) -> None:
    """Tell Telegram where updates go and with which secret, and show the menu of commands."""
    settings = TelegramAppSettings()
    with errors_in_one_line():
        if url:
            settings = settings.model_copy(update={"webhook_url": url})
        _check_ready(settings)
        name = asyncio.run(_set_up(settings, load_menu()))
        console.print(f"@{name} sends its updates to {settings.webhook_url}", markup=False)
        console.print("`motcua channels check` tells what else is missing.")


def checks() -> list[Check]:
    """Telegram's part of ``motcua channels check``."""
    return asyncio.run(_checks(TelegramAppSettings()))


def _check_ready(settings: TelegramAppSettings) -> None:
    missing = settings.missing()
    if missing:
        raise InvalidInput(f"not set: {', '.join(missing)}")
    parts = urlsplit(settings.webhook_url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path != PATH:
        raise InvalidInput(f"the webhook's address is not https://<domain>{PATH}")


async def _set_up(settings: TelegramAppSettings, menu: Menu) -> str:
    async with httpx.AsyncClient() as http:
        api = BotApi(settings, http)
        me = await api.me()
        # The menu first: once updates come, people may already press it.
        await api.set_menu(menu)
        await api.set_webhook(settings.webhook_url)
    return str(me.get("username"))


async def _checks(settings: TelegramAppSettings) -> list[Check]:
    async with httpx.AsyncClient() as http:
        return await check_telegram(settings, http)
