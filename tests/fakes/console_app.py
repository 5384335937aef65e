"""The console alone, without search index: its own routes on a real database, a clock to set."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session, sessionmaker

from api.console.routes import install_console
from api.database import make_engine, make_sessions, migrate
from api.errors import install_error_handlers
from api.feedback.reasons import load_reasons
from api.feedback.service import Feedback
from api.handover.build import Around, build_handover
from api.handover.suggestions import Ask
from api.limits import BodyLimit, RequestLimits
from api.media.build import build_media
from api.outbox.build import build_outbox
from api.people.service import People
from api.petitions.catalogue import Catalogue
from api.petitions.service import PetitionDesk, Petitions
from api.privacy.build import build_privacy
from api.settings import ROOT, Settings
from api.staff.operator import machine_operator
from api.staff.places import Places
from api.staff.scopes import Grant
from api.staff.services import StaffServices
from api.vault.cipher import Cipher
from api.vault.service import Vault
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


def console_app(
    state: Path, clock: Clock | None = None, ask: Ask = lambda question, code: None, **settings: Any
) -> FastAPI:
    """The console's routes with the state that they ask for; ``ask`` asks the records."""
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
    sessions, places = app.state.sessions, app.state.places
    app.state.petitions = petitions_on(sessions, places, clock or Clock())
    app.state.feedback = Feedback(sessions, Cipher(STAFF_SECRET), load_reasons(), str)
    app.state.outbox = build_outbox(app.state.settings, app.state.sessions, cipher, people)
    app.state.vault = Vault(app.state.sessions, cipher, timedelta(minutes=30), clock or Clock())
    app.state.media = build_media(app.state.settings, app.state.sessions, cipher)
    app.state.handover = build_handover(
        Around(
            settings=app.state.settings,
            sessions=app.state.sessions,
            cipher=cipher,
            vault=app.state.vault,
            media=app.state.media,
            outbox=app.state.outbox,
            staff=app.state.staff,
            centre=app.state.centre,
            ask=ask,
        )
    )
    app.state.privacy = build_privacy(app.state.settings, app.state.sessions)
    app.add_middleware(BodyLimit, max_bytes=app.state.settings.max_body_bytes)
    install_error_handlers(app)
    install_console(app)
    install_web(app)
    return app


def petitions_on(sessions: sessionmaker[Session], places: Places, now: Clock) -> Petitions:
    """Petitions with one picture that everybody has sent."""
    cipher = Cipher(STAFF_SECRET)
    vault = Vault(sessions, cipher, timedelta(minutes=30), now)
    catalogue = Catalogue.load(ROOT / "data" / "petitions" / "categories.yml", places)
    return Petitions(
        PetitionDesk(sessions, catalogue, vault, lambda person, key: b"\xff\xd8", now), cipher
    )


def hire(app: FastAPI, username: str, *grants: Grant, full_name: str = "") -> StaffMember:
    """A member of staff with an activated account and an authenticator."""
    staff: StaffServices = app.state.staff
    name = full_name or username.replace(".", " ").title()
    activation = staff.accounts.create(machine_operator("test"), username, name, "", grants)
    return StaffMember.activate(staff, activation, client=TestClient(app))
