"""Send what was rendered: each chat's in order, in other words where it is refused."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any, Awaitable, Callable, Optional, Sequence, Union

from telegram import Bot, LinkPreviewOptions
from telegram import Message as Sent
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.channels.base.rate import Bucket
from bot.channels.channel import SendFailed
from bot.channels.telegram.calls import Caller, Patience
from bot.channels.telegram.documents import Documents, file_name
from bot.channels.telegram.rate import Lane, Lanes
from bot.channels.telegram.renderer import Document, Picture, Rendered, Words
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.telegram.writing import plain_pieces

logger = logging.getLogger(__name__)

# A source's address under each answer would fill the screen with its picture.
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True)
class _Turn:
    """One turn's messages on their way to a chat."""

    chat_id: int
    lane: Lane
    patience: Patience


class Sender:
    """Sends.

    Args:
        bot: where to.
        documents: fetches files.
        settings: limits and patience.
    """

    def __init__(self, bot: Bot, documents: Documents, settings: TelegramSettings) -> None:
        self._bot = bot
        self._documents = documents
        self._settings = settings
        self._caller = Caller(settings)
        self._over_all = Bucket(settings.per_second, settings.per_second)
        self._lanes = Lanes()

    @property
    def perhaps_twice(self) -> int:
        """See ``Caller``."""
        return self._caller.perhaps_twice

    async def send(self, chat_id: int, items: Sequence[Rendered]) -> None:
        """Send ``items`` in order; errors as in ``MessagingChannel.send``."""
        lane = self._lanes.of(chat_id)
        async with lane.order:
            turn = _Turn(chat_id, lane, Patience(self._settings.patience_s))
            for item in items:
                await self._one(turn, item)

    async def _one(self, turn: _Turn, item: Rendered) -> None:
        try:
            if isinstance(item, Words):
                await self._words(turn, item)
            elif isinstance(item, Picture):
                await self._picture(turn, item)
            else:
                await self._document(turn, item)
        except BadRequest as refused:
            logger.warning("telegram: %s refused: %s", type(item).__name__, refused.message)
            await self._otherwise(turn, item)

    async def _otherwise(self, turn: _Turn, item: Rendered) -> None:
        if not isinstance(item, Words):
            for words in item.otherwise:
                await self._one(turn, words)
            return
        try:
            for part in plain_pieces(item.otherwise):
                await self._call(turn, self._saying(turn, part))
        except BadRequest as refused:
            raise SendFailed("telegram_400", temporary=False) from refused

    async def _words(self, turn: _Turn, item: Words) -> None:
        more = {"parse_mode": ParseMode.HTML, "reply_markup": item.keyboard}
        await self._call(turn, self._saying(turn, item.html, **more))

    async def _picture(self, turn: _Turn, item: Picture) -> None:
        await self._call(
            turn,
            lambda: self._bot.send_photo(
                turn.chat_id,
                item.url,
                caption=item.caption or None,
                parse_mode=ParseMode.HTML,
                reply_markup=item.keyboard,
            ),
        )

    async def _document(self, turn: _Turn, item: Document) -> None:
        known = self._documents.known(item.url)
        content = known or await self._documents.fetched(item.url)
        if content is None:
            await self._otherwise(turn, item)
            return
        try:
            sent = await self._call(turn, self._handing_over(turn, item, content))
        except BadRequest:
            self._documents.forget(item.url)
            raise
        if sent.document is not None:
            self._documents.keep(item.url, sent.document.file_id)

    def _saying(self, turn: _Turn, text: str, **more: Any) -> Callable[[], Awaitable[Sent]]:
        return lambda: self._bot.send_message(
            turn.chat_id, text, link_preview_options=_NO_PREVIEW, **more
        )

    def _handing_over(
        self, turn: _Turn, item: Document, content: Union[str, bytes]
    ) -> Callable[[], Awaitable[Sent]]:
        # A known file keeps the name that it came with.
        name: Optional[str] = None if isinstance(content, str) else file_name(item.url, item.name)
        return lambda: self._bot.send_document(
            turn.chat_id,
            content,
            filename=name,
            caption=item.caption or None,
            parse_mode=ParseMode.HTML,
        )

    async def _call(self, turn: _Turn, call: Callable[[], Awaitable[Sent]]) -> Sent:
        async def place() -> None:
            await turn.lane.bucket.take()
            await self._over_all.take()

        return await self._caller.call(call, place, turn.patience)
