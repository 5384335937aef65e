"""A channel that talks to the fake Zalo."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from bot.channels.zalo.channel import ZaloChannel
from bot.channels.zalo.settings import ZaloSettings
from bot.channels.zalo.wording import Template, Texts, Wording
from tests.fakes.zalo.handle import FakeZalo

USER = "5550001"
PERSON = f"zalo:{USER}"
SECRET = "fake-oa-secret-key"  # the fake's
APP_ID = "7310000000000000021"
# Not the installation's, which staff may change.
WORDING = Wording(
    texts=Texts(
        choose="Chọn một mục:",
        more="Mục khác:",
        press_to_choose="Bấm để chọn",
        press_to_open="Bấm để mở",
        answer_by_number="Nhắn số để chọn.",
        how_to_share_place="Bấm “…”, chọn “Vị trí”.",
        contact_title="Xác nhận liên hệ",
    ),
    contact_image_url="https://example.invalid/banner.png",
    templates={
        "appointment_reminder": Template(
            "t-1", {"customer_name": 30, "order_code": 30, "date": 20}, ("order_code", "date")
        ),
        "unapproved": Template("", {"customer_name": 30}),
    },
)


class FakesTokens:
    """Tokens straight from the fake; counts renewals."""

    def __init__(self, zalo: FakeZalo) -> None:
        self._zalo = zalo
        self._token = zalo.tokens()["access_token"]
        self.renewals = 0

    async def token(self) -> str:
        return self._token

    async def renewed(self, stale: str) -> str:
        if stale == self._token:
            self.renewals += 1
            self._token = self._zalo.tokens()["access_token"]
        return self._token


def settings_for(zalo: FakeZalo, **changes: Any) -> ZaloSettings:
    made = ZaloSettings(
        app_id=APP_ID,
        oa_secret_key=SECRET,
        api_base=zalo.address,
        business_base=zalo.address,
        per_second=1000,
        timeout_s=5,
        retry_pause_s=0.01,
    )
    return replace(made, **changes)


Work = Callable[[ZaloChannel], Awaitable[Any]]


class Running:
    """Runs work on a started channel of the fake."""

    def __init__(self, zalo: FakeZalo) -> None:
        self.zalo = zalo
        self.tokens = FakesTokens(zalo)

    def __call__(self, work: Work, **settings: Any) -> Any:
        async def once() -> Any:
            made = settings_for(self.zalo, **settings)
            channel = ZaloChannel(made, self.tokens, WORDING)
            await channel.start()
            try:
                return await work(channel)
            finally:
                await channel.close()

        return asyncio.run(once())


def say(run: Running, *messages: Any, person: str = PERSON, **settings: Any) -> None:
    run(lambda channel: channel.send(person, messages), **settings)
