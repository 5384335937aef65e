"""The channel against the fake Telegram, for all tests here.

This folder is no package: under ``tests/bot`` it would hide the library ``telegram``.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from sanic.compat import Header

from bot.channels.telegram.callback_data import CallbackData
from bot.channels.telegram.channel import SECRET_HEADER, TelegramChannel
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.telegram.updates import Reading, UpdateReader
from bot.channels.telegram.wording import load_wording
from tests.fakes.telegram.handle import FakeTelegram

CHAT = 8801
PERSON = f"telegram:{CHAT}"
TOKEN = "700100200:FAKE-token_of-a-bot-for-tests-0001"  # the fake's
SECRET = "fake_secret-Token_for_updates"
NOW_S = 1_790_000_000.0
WORDING = load_wording()

Work = Callable[[TelegramChannel], Awaitable[Any]]


def settings_for(telegram: FakeTelegram, **changes: Any) -> TelegramSettings:
    made = TelegramSettings(
        token=TOKEN,
        secret_token=SECRET,
        api_base=telegram.address,
        timeout_s=5,
        retry_pause_s=0.01,
    )
    return replace(made, **changes)


class Running:
    """Runs work on a started channel of the fake."""

    def __init__(self, telegram: FakeTelegram) -> None:
        self.telegram = telegram

    def __call__(self, work: Work, **settings: Any) -> Any:
        async def once() -> Any:
            channel = TelegramChannel(settings_for(self.telegram, **settings), WORDING)
            await channel.start()
            try:
                return await work(channel)
            finally:
                await channel.close()

        return asyncio.run(once())


def read(update: Any) -> Reading:
    """What we read in an update, given as JSON or as bytes."""
    body = update if isinstance(update, bytes) else json.dumps(update).encode()
    return UpdateReader(CallbackData(TOKEN), WORDING, lambda: NOW_S).read(body)


def request(body: bytes = b"{}", secret: Any = SECRET) -> Any:
    """A request as Sanic gives it."""
    headers = Header() if secret is None else Header({SECRET_HEADER: secret})
    return SimpleNamespace(body=body, headers=headers)
