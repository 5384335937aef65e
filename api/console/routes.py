"""The console in the application: screens under ``/console``, files under ``/console/static``.

Expected in ``app.state``: ``staff`` (``StaffServices``), ``places`` (``Places``), ``centre``,
``limits``, ``outbox``, ``handover``, ``petitions``, ``feedback``, ``privacy`` and ``settings``.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, FastAPI
from starlette.responses import Response

from api.console.faults import ConsoleRoute
from api.console.navigation import HOME
from api.console.page import STATIC
from api.console.screens import (
    accounts,
    audit,
    channels,
    enrol,
    feedback,
    home,
    inbox,
    outbox,
    own,
    petitions,
    petitions_export,
    privacy,
    session,
    sign_in,
)
from api.staff.access import signed_in
from api.staff.signin.sessions import Identity
from api.web.routes import PageFiles
from knowledge_base.errors import NotFound

_last = APIRouter(route_class=ConsoleRoute)


@_last.get("/{path:path}")
def show_nothing(who: Annotated[Identity, signed_in()], path: str) -> Response:
    """A page for addresses that lead nowhere."""
    raise NotFound(path)


def install_console(app: FastAPI) -> None:
    """Serve the console from ``app``."""
    app.mount(f"{HOME}/static", PageFiles(directory=STATIC), name="console-static")
    screens = (
        home,
        inbox,
        sign_in,
        enrol,
        session,
        own,
        petitions_export,
        petitions,
        feedback,
        accounts,
        channels,
        outbox,
        privacy,
        audit,
    )
    for router in [*(screen.router for screen in screens), _last]:
        app.include_router(router, prefix=HOME, include_in_schema=False)
