"""Send what was rendered; what Zalo does not take goes again in plain words."""

from __future__ import annotations

import logging
import time
from typing import Any, Dict, Optional, Sequence

from bot.channels.channel import SendFailed
from bot.channels.messages import Message
from bot.channels.zalo.client import ShapeRefused, ZaloApi
from bot.channels.zalo.people import recipient_of
from bot.channels.zalo.refusals import UNKNOWN_SHAPE
from bot.channels.zalo.renderer import Document, Piece, Rendered, Renderer, text_pieces
from bot.channels.zalo.uploads import Uploads

logger = logging.getLogger(__name__)

# How long choices go out as numbered text after Zalo has refused their shape.
_WORDS_ONLY_S = 600.0


class Delivery:
    """Renders and sends.

    Args:
        api: where messages go.
        uploads: hands documents over first.
        renderer: how messages are shown.
        in_words: the same without any shape for choices.
    """

    def __init__(
        self, api: ZaloApi, uploads: Uploads, renderer: Renderer, in_words: Renderer
    ) -> None:
        self._api = api
        self._uploads = uploads
        self._renderer = renderer
        self._in_words = in_words
        self._words_until = 0.0

    async def send(self, person: str, messages: Sequence[Message]) -> None:
        """See ``MessagingChannel.send``."""
        has_account, recipient = recipient_of(person)
        try:
            if has_account:
                await self._to_user(recipient, messages)
            else:
                await self._to_visitor(recipient, messages)
        except ShapeRefused as refused:
            # Plain words were refused too, or there are none for it.
            raise SendFailed(f"zalo_{-refused.code}", temporary=False) from refused

    async def _to_user(self, recipient: Dict[str, str], messages: Sequence[Message]) -> None:
        in_words = time.monotonic() < self._words_until
        for item in (self._in_words if in_words else self._renderer).render(messages):
            try:
                await self._one(recipient, item)
            except ShapeRefused as refused:
                await self._otherwise(recipient, item, refused)

    async def _to_visitor(self, recipient: Dict[str, str], messages: Sequence[Message]) -> None:
        """Somebody without an account gets words only."""
        for item in self._in_words.render(messages):
            for piece in text_pieces(_words(item)):
                body = {"recipient": recipient, "message": piece.message}
                await self._api.post("/v2.0/oa/message", json=body)

    async def _one(self, recipient: Dict[str, str], item: Rendered) -> None:
        if isinstance(item, Piece):
            await self._post(recipient, item.message)
        else:
            await self._document(recipient, item)

    async def _document(self, recipient: Dict[str, str], document: Document) -> None:
        token = await self._token(document)
        if token is None:
            await self._say(recipient, document.otherwise)
            return
        try:
            await self._post(
                recipient, {"attachment": {"type": "file", "payload": {"token": token}}}
            )
        except ShapeRefused:
            self._uploads.forget(document.url)
            raise

    async def _token(self, document: Document) -> Optional[str]:
        try:
            return await self._uploads.token(document.url, document.name)
        except SendFailed as error:
            # No room for more uploads this month, say: the link still helps.
            logger.warning("zalo: a document was not uploaded: %s", error.reason)
            return None

    async def _otherwise(
        self, recipient: Dict[str, str], item: Rendered, refused: ShapeRefused
    ) -> None:
        if not item.otherwise:
            raise refused
        if isinstance(item, Piece) and item.has_choices:
            logger.warning("zalo: choices were refused (%d); sent as numbers", refused.code)
            if refused.code == UNKNOWN_SHAPE:
                self._words_until = time.monotonic() + _WORDS_ONLY_S
        await self._say(recipient, item.otherwise)

    async def _say(self, recipient: Dict[str, str], text: str) -> None:
        for piece in text_pieces(text):
            await self._post(recipient, piece.message)

    async def _post(self, recipient: Dict[str, str], message: Dict[str, Any]) -> None:
        body = {"recipient": recipient, "message": message}
        await self._api.post("/v3.0/oa/message/cs", json=body)


def _words(item: Rendered) -> str:
    if isinstance(item, Document) or item.otherwise:
        return item.otherwise
    return str(item.message["text"])
