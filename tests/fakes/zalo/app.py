"""The fake Zalo as one app: openapi, business.openapi and OAuth on one address."""

from __future__ import annotations

from fastapi import FastAPI

from tests.fakes.common.control import install_control
from tests.fakes.common.faults import FaultyApp
from tests.fakes.zalo import (
    access,
    control_routes,
    file_routes,
    oa_routes,
    oauth_routes,
    template_routes,
    upload_routes,
)
from tests.fakes.zalo.errors import ZaloError
from tests.fakes.zalo.state import ZaloFake
from tests.fakes.zalo.tokens import OAuthError


def zalo_app() -> FaultyApp:
    """A Zalo that knows nobody yet."""
    app = FastAPI(title="fake Zalo")
    app.state.begin = ZaloFake
    app.state.fake = ZaloFake()
    app.add_exception_handler(ZaloError, access.failure)
    app.add_exception_handler(OAuthError, oauth_routes.refusal)
    install_control(app)
    for module in (
        control_routes,
        file_routes,
        oa_routes,
        upload_routes,
        template_routes,
        oauth_routes,
    ):
        app.include_router(module.router)
    return FaultyApp(app, lambda: app.state.fake.faults)
