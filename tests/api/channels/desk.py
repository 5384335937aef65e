"""The pairs of one database over the fake Zalo, also from other processes."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from pydantic import SecretStr

from api.channels.zalo_tokens.oauth import Pair, ZaloOAuth
from api.channels.zalo_tokens.pairs import Kept, Pairs
from api.channels.zalo_tokens.service import ZaloTokens
from api.channels.zalo_tokens.settings import ZaloAppSettings
from api.database import make_engine, make_sessions, migrate
from api.vault.cipher import Cipher
from tests.fakes.zalo.handle import FakeZalo

CIPHER = Cipher("a key for tests")
SECRET, APP_ID = "fake-app-secret", "7310000000000000021"  # the fake's


class Clock:
    """A clock that tests turn."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


def settings_for(address: str) -> ZaloAppSettings:
    return ZaloAppSettings(
        app_id=APP_ID, app_secret=SecretStr(SECRET), oauth_base=address, api_base=address
    )


class Desk:
    """The pairs of one database, and services over them."""

    def __init__(self, zalo: FakeZalo, path: Path) -> None:
        self.zalo = zalo
        self.path = path
        self.clock = Clock()
        self.engine = make_engine(f"sqlite:///{path}")
        migrate(self.engine)
        self.pairs = Pairs(make_sessions(self.engine), CIPHER, APP_ID, self.clock)

    def consent(self) -> Pair:
        issued = self.zalo.tokens()
        pair = Pair(issued["access_token"], issued["refresh_token"], float(issued["expires_in"]))
        self.pairs.save(pair)
        return pair

    def run(self, work: Callable[[ZaloTokens], Awaitable[Any]]) -> Any:
        async def once() -> Any:
            async with httpx.AsyncClient() as http:
                oauth = ZaloOAuth(settings_for(self.zalo.address), http)
                return await work(ZaloTokens(self.pairs, oauth))

        return asyncio.run(once())

    def access(self, stale: str = "") -> Kept:
        return self.run(lambda tokens: tokens.access(stale))

    def refreshes(self) -> int:
        return len(self.zalo.requests("/v4/oa/access_token"))

    def is_good(self, token: str) -> bool:
        url = f"{self.zalo.address}/v2.0/oa/getoa"
        reply = httpx.get(url, headers={"access_token": token}, trust_env=False)
        return bool(reply.json()["error"] == 0)


def ask_in_a_process(path: str, address: str, stale: str, dies: str) -> str:
    """Ask for a token as another process does; ``dies``: at which moment it is killed."""

    class Mortal(Pairs):
        def take_turn(self, version: int) -> Any:
            turn = super().take_turn(version)
            if dies == "before asking":
                os._exit(9)
            return turn

        def finish(self, turn: Any, pair: Pair) -> None:
            super().finish(turn, pair)
            if dies == "after saving":
                os._exit(9)

    async def ask() -> str:
        async with httpx.AsyncClient() as http:
            oauth = ZaloOAuth(settings_for(address), http)
            return (await ZaloTokens(pairs, oauth).access(stale)).access

    engine = make_engine(f"sqlite:///{path}")
    pairs = Mortal(make_sessions(engine), CIPHER, APP_ID)
    try:
        return asyncio.run(ask())
    finally:
        engine.dispose()
