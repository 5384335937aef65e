"""The bot gets its token from the API over HTTP; nobody else does."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from fastapi import FastAPI

from api.channels.zalo_tokens.routes import router
from api.channels.zalo_tokens.service import open_zalo_tokens
from api.client import ApiUnauthorised, ApiUnavailable
from api.client.wire import Wire
from api.client.zalo import ZaloTokensApi
from api.database import make_sessions
from api.errors import install_error_handlers
from tests.api.channels.desk import CIPHER, Desk, settings_for
from tests.fakes.chat_app import served


@pytest.fixture
def api(desk: Desk) -> Iterator[str]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> Any:
        sessions, settings = make_sessions(desk.engine), settings_for(desk.zalo.address)
        async with open_zalo_tokens(sessions, CIPHER, settings) as app.state.zalo_tokens:
            yield

    app = FastAPI(lifespan=lifespan)
    app.state.service_token = "right"
    install_error_handlers(app)
    app.include_router(router)
    with served(app) as address:
        yield address


def ask_api(address: str, stale: str = "", token: str = "right") -> Any:
    async def ask() -> Any:
        wire = Wire(address, token)
        try:
            return await ZaloTokensApi(wire).access(stale)
        finally:
            await wire.close()

    return asyncio.run(ask())


def test_the_bot_gets_its_token_over_http(desk: Desk, api: str):
    pair = desk.consent()
    given = ask_api(api)
    assert given.token == pair.access
    assert given.expires_at == pytest.approx(desk.clock().timestamp() + 90_000, abs=10)
    assert ask_api(api, pair.access).token != pair.access
    assert given.token not in repr(given)


def test_nobody_else_gets_it(desk: Desk, api: str):
    desk.consent()
    with pytest.raises(ApiUnauthorised):
        ask_api(api, token="wrong")


def test_the_bot_is_told_why_there_is_none(api: str):
    with pytest.raises(ApiUnavailable) as unavailable:
        ask_api(api)
    assert (unavailable.value.code, unavailable.value.http_status) == ("zalo.not_set_up", 503)
