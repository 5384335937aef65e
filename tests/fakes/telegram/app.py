"""The fake Telegram as one app."""

from __future__ import annotations

from fastapi import FastAPI

from tests.fakes.common.control import install_control
from tests.fakes.common.faults import FaultyApp
from tests.fakes.telegram import control_routes, routes
from tests.fakes.telegram.errors import TelegramError
from tests.fakes.telegram.state import TelegramFake


def telegram_app() -> FaultyApp:
    """A Telegram that knows nobody yet."""
    app = FastAPI(title="fake Telegram")
    app.state.begin = TelegramFake
    app.state.fake = TelegramFake()
    app.add_exception_handler(TelegramError, routes.refusal)
    install_control(app)
    app.include_router(control_routes.router)
    app.include_router(routes.router)
    return FaultyApp(app, lambda: app.state.fake.faults)
