"""The console alone, without search index: its own routes on a real database, a clock to set."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.console.routes import install_console
from api.database import make_engine, make_sessions, migrate
from api.errors import install_error_handlers
from api.limits import BodyLimit, RequestLimits
from api.outbox.build import build_outbox
from api.people.service import People
from api.privacy.build import build_privacy
from api.settings import ROOT, Settings
from api.staff.operator import machine_operator
from api.staff.places import Places
from api.staff.scopes import Grant
from api.staff.services import StaffServices
from api.vault.cipher import Cipher
from api.web.routes import install_web
from knowledge_base.centre import load_centre
from tests.fakes.staff_member import StaffMember

STAFF_SECRET = "only-for-tests"


@dataclass
class Clock:
    """A clock that goes when told to, else with the real one."""

    ahead: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def forward(self, **how_far: float) -> None:
        self.ahead += timedelta(**how_far)


def console_app(state: Path, clock: Clock | None = None, **settings: Any) -> FastAPI:
    """The console's routes with the state that they ask for."""
    app = FastAPI()
    generous = {"sign_in_rate": "10000/minute", "address_rate": "10000/minute"}
    values = generous | {"state_dir": state, "staff_secret": STAFF_SECRET} | settings
    app.state.settings = Settings(**values)
    engine = make_engine(app.state.settings.sqlalchemy_url)
    migrate(engine)
    app.state.engine = engine
    app.state.sessions = make_sessions(engine)
    app.state.session_secret = app.state.service_token = STAFF_SECRET
    app.state.limits = RequestLimits(app.state.settings)
    app.state.centre = load_centre(ROOT / "data" / "centre" / "centre.yml")
    app.state.places = Places.of(app.state.centre)
    app.state.staff = StaffServices.build(app.state.settings, app.state.sessions, clock or Clock())
    people = People(app.state.sessions, timedelta(minutes=30), {}, clock or Clock())
    cipher = Cipher(STAFF_SECRET)
    app.state.outbox = build_outbox(app.state.settings, app.state.sessions, cipher, people)
    app.state.privacy = build_privacy(app.state.settings, app.state.sessions)
    app.add_middleware(BodyLimit, max_bytes=app.state.settings.max_body_bytes)
    install_error_handlers(app)
    install_console(app)
    install_web(app)
    return app


def hire(app: FastAPI, username: str, *grants: Grant, full_name: str = "") -> StaffMember:
    """A member of staff with an activated account and an authenticator."""
    staff: StaffServices = app.state.staff
    name = full_name or username.replace(".", " ").title()
    activation = staff.accounts.create(machine_operator("test"), username, name, "", grants)
    return StaffMember.activate(staff, activation, client=TestClient(app))
