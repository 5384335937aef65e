"""The Zalo Official Account as a messaging channel."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import List, Mapping, Optional, Sequence

from sanic.request import Request

from api.client import ClientSettings
from api.client.wire import Wire
from api.client.zalo import ZaloTokensApi
from bot.channels.base.download import Downloads
from bot.channels.channel import MessagingChannel, SendFailed
from bot.channels.inbound import Inbound
from bot.channels.messages import Message
from bot.channels.zalo.buttons import Buttons
from bot.channels.zalo.client import ShapeRefused, TokenSource, ZaloApi
from bot.channels.zalo.delivery import Delivery
from bot.channels.zalo.events import read_events
from bot.channels.zalo.payloads import Payloads
from bot.channels.zalo.people import user_of
from bot.channels.zalo.renderer import Renderer
from bot.channels.zalo.settings import ButtonMode, ZaloSettings
from bot.channels.zalo.signature import HEADER, check_signature
from bot.channels.zalo.templates import TemplateMessages
from bot.channels.zalo.tokens import ApiTokens
from bot.channels.zalo.uploads import Uploads
from bot.channels.zalo.window import Window, window_at
from bot.channels.zalo.wording import Wording, load_wording

# Our API may have to wait for Zalo before it has a token.
_TOKEN_TIMEOUT_S = 30.0


@dataclass(frozen=True)
class _Opened:
    """What lives between ``start`` and ``close``."""

    api: ZaloApi
    uploads: Uploads
    delivery: Delivery
    downloads: Downloads


class ZaloChannel(MessagingChannel):
    """Zalo, as ``MessagingChannel`` describes.

    Args:
        settings: ids, secrets, addresses, limits.
        tokens: gives access tokens.
        wording: the channel's own words and template messages.
        wire: closed with the channel, where it belongs to it.
    """

    name = "zalo"

    def __init__(
        self,
        settings: ZaloSettings,
        tokens: TokenSource,
        wording: Wording,
        wire: Optional[Wire] = None,
    ) -> None:
        self._settings = settings
        self._tokens = tokens
        self._wording = wording
        self._wire = wire
        self._payloads = Payloads(settings.oa_secret_key)
        self._opened: Optional[_Opened] = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> ZaloChannel:
        """The channel of this installation, with tokens from our API.

        Raises:
            ValueError: a setting or ``data/channels/zalo.yml`` cannot be.
        """
        client = ClientSettings.from_environment(environment)
        wire = Wire(client.base_url, client.token, max(client.timeout, _TOKEN_TIMEOUT_S))
        settings = ZaloSettings.from_environment(environment)
        return cls(settings, ApiTokens(ZaloTokensApi(wire)), load_wording(), wire)

    @property
    def is_configured(self) -> bool:
        return self._settings.is_configured

    def verify(self, request: Request) -> None:
        header = request.headers.get(HEADER, "")
        check_signature(self._settings, request.body, header, time.time())

    def read(self, request: Request) -> List[Inbound]:
        return read_events(request.body, self._payloads)

    async def start(self) -> None:
        api = ZaloApi(self._settings, self._tokens)
        uploads = Uploads(api)
        shown, in_words = (
            self._renderer(mode) for mode in (self._settings.button_mode, ButtonMode.TEXT)
        )
        downloads = Downloads(self._settings.media_hosts, self._settings.timeout_s)
        delivery = Delivery(api, uploads, shown, in_words)
        self._opened = _Opened(api, uploads, delivery, downloads)

    async def close(self) -> None:
        if self._opened is not None:
            await self._opened.uploads.close()
            await self._opened.api.close()
            await self._opened.downloads.close()
            self._opened = None
        if self._wire is not None:
            await self._wire.close()

    async def send(self, person: str, messages: Sequence[Message]) -> None:
        await self._now.delivery.send(person, messages)

    async def fetch(self, data: Mapping[str, str]) -> Optional[bytes]:
        url = data.get("url")
        return await self._now.downloads.get(url) if url else None

    @property
    def templates(self) -> TemplateMessages:
        """Template messages, between ``start`` and ``close``."""
        return TemplateMessages(self._now.api, self._wording.templates)

    @property
    def perhaps_twice(self) -> int:
        """Sends repeated since ``start`` though the first one may have arrived."""
        return self._now.api.perhaps_twice

    async def window(self, person: str) -> Window:
        """What a message to ``person`` costs now, by their last interaction.

        Raises:
            ValueError: a visitor without an account.
            Unreachable, SendFailed: Zalo does not tell.
        """
        user_id = user_of(person)
        if user_id is None:
            raise ValueError("Zalo keeps no interactions of visitors")
        try:
            data = await self._now.api.post("/v3.0/oa/quota/message", json={"user_id": user_id})
        except ShapeRefused as refused:
            raise SendFailed(f"zalo_{-refused.code}", temporary=False) from refused
        last_ms = data.get("last_interaction")
        return window_at(time.time(), None if last_ms is None else float(last_ms) / 1000)

    @property
    def _now(self) -> _Opened:
        if self._opened is None:
            raise RuntimeError("the channel is not started")
        return self._opened

    def _renderer(self, mode: ButtonMode) -> Renderer:
        return Renderer(mode, Buttons(self._payloads, self._wording.texts), self._wording)
