"""The Telegram bot as a messaging channel."""

from __future__ import annotations

import asyncio
import hmac
import logging
import os
import time
from dataclasses import dataclass
from typing import Any, Callable, Coroutine, List, Mapping, Optional, Sequence, Set

from sanic.request import Request
from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.channels.channel import MessagingChannel, Refused, SendFailed, Unreachable
from bot.channels.inbound import Inbound
from bot.channels.messages import Message, Text
from bot.channels.telegram.callback_data import CallbackData
from bot.channels.telegram.calls import close_bot, make_bot
from bot.channels.telegram.documents import Documents
from bot.channels.telegram.downloads import fetched
from bot.channels.telegram.people import chat_of
from bot.channels.telegram.renderer import Renderer
from bot.channels.telegram.sender import Sender
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.telegram.updates import Reading, UpdateReader
from bot.channels.telegram.wording import Wording, load_wording

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a name, no secret
_CLOSING_S = 5.0


@dataclass(frozen=True)
class _Opened:
    """What lives between ``start`` and ``close``."""

    bot: Bot
    documents: Documents
    sender: Sender


class TelegramChannel(MessagingChannel):
    """Telegram, as ``MessagingChannel`` describes.

    Args:
        settings: token, secret, address, limits.
        wording: the channel's own words, commands and links.
        now: the clock, in Unix seconds.
    """

    name = "telegram"

    def __init__(
        self,
        settings: TelegramSettings,
        wording: Wording,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._settings = settings
        self._wording = wording
        buttons = CallbackData(settings.token)
        self._reader = UpdateReader(buttons, wording, now)
        self._renderer = Renderer(buttons, wording.texts)
        self._opened: Optional[_Opened] = None
        self._beside: Set[asyncio.Task[None]] = set()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> TelegramChannel:
        """The channel of this installation.

        Raises:
            ValueError: a setting or ``data/channels/telegram.yml`` cannot be.
        """
        return cls(TelegramSettings.from_environment(environment), load_wording())

    @property
    def is_configured(self) -> bool:
        return self._settings.is_configured

    def verify(self, request: Request) -> None:
        if not self.is_configured:
            raise Refused(401, "not configured")
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogatepass")
        if not hmac.compare_digest(given, self._settings.secret_token.encode()):
            raise Refused(403, "another secret" if given else "no secret")

    def read(self, request: Request) -> List[Inbound]:
        reading = self._reader.read(request.body)
        if reading.ignored:
            logger.info("telegram: an update was ignored: %s", reading.ignored)
        self._reply_beside(reading)
        return list(reading.events)

    async def send(self, person: str, messages: Sequence[Message]) -> None:
        await self._now.sender.send(chat_of(person), self._renderer.render(messages))

    async def fetch(self, data: Mapping[str, str]) -> Optional[bytes]:
        file_id = data.get("file_id")
        return await fetched(self._now.bot, file_id) if file_id else None

    async def show_waiting(self, person: str) -> None:
        opened = self._now
        chat_id = chat_of(person)
        # Beside the work: the answer must not wait for its own sign.
        self._do_beside(_quietly(opened.bot.send_chat_action(chat_id, ChatAction.TYPING)))

    async def start(self) -> None:
        bot, documents = make_bot(self._settings), Documents()
        self._opened = _Opened(bot, documents, Sender(bot, documents, self._settings))

    async def close(self) -> None:
        if self._opened is None:
            return
        if self._beside:
            _, late = await asyncio.wait(self._beside, timeout=_CLOSING_S)
            for task in late:
                task.cancel()
        opened, self._opened = self._opened, None
        await opened.documents.close()
        await close_bot(opened.bot)

    @property
    def perhaps_twice(self) -> int:
        """Sends repeated since ``start`` though the first one may have arrived."""
        return self._now.sender.perhaps_twice

    @property
    def _now(self) -> _Opened:
        if self._opened is None:
            raise RuntimeError("the channel is not started")
        return self._opened

    def _reply_beside(self, reading: Reading) -> None:
        """What an update asks for at once, whatever the dialogue says later."""
        if self._opened is None:
            return
        if reading.query_id:
            # Until then a spinner turns on the button.
            answer = self._opened.bot.answer_callback_query(
                reading.query_id, reading.notice or None, show_alert=bool(reading.notice)
            )
            self._do_beside(_quietly(answer))
        if reading.joined is not None:
            self._do_beside(self._decline(self._opened.sender, reading.joined))

    async def _decline(self, sender: Sender, group_id: int) -> None:
        words = self._renderer.render([Text(self._wording.texts.private_only)])
        try:
            await sender.send(group_id, words)
        except (SendFailed, Unreachable) as error:
            logger.info("telegram: a group was not told: %s", error.reason)

    def _do_beside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)


async def _quietly(call: Coroutine[Any, Any, bool]) -> None:
    """A call whose failure changes nothing for the person."""
    try:
        await call
    except TelegramError as error:
        logger.info("telegram: a sign was not shown: %s", type(error).__name__)
