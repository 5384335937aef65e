"""Petitions on a real database, with a vault, two pictures and a clock to turn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from api.database import make_engine, make_sessions, migrate
from api.petitions.catalogue import Catalogue
from api.petitions.schemas import NewPetition
from api.petitions.service import PetitionDesk, Petitions
from api.settings import ROOT
from api.staff.places import Places
from api.vault.cipher import Cipher
from api.vault.service import Vault
from knowledge_base.centre import load_centre
from tests.api.outbox.conftest import Clock
from tests.fakes.postgresql import postgresql

PICTURES = {("web:1", "picture-one-0000"): b"\xff\xd8one", ("web:1", "picture-two-0000"): b"two"}


class Desk:
    """What a test needs of petitions."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self.sessions = sessions
        self.clock = Clock()
        cipher = Cipher("only-for-tests")
        self.vault = Vault(sessions, cipher, timedelta(minutes=30), self.clock)
        places = Places.of(load_centre(ROOT / "data" / "centre" / "centre.yml"))
        catalogue = Catalogue.load(ROOT / "data" / "petitions" / "categories.yml", places)
        desk = PetitionDesk(sessions, catalogue, self.vault, self.picture, self.clock)
        self.petitions = Petitions(desk, cipher)

    def picture(self, person: str, reference: str) -> bytes | None:
        return PICTURES.get((person, reference))


def new(key: str = "draft-0001", **changes: Any) -> NewPetition:
    values = {
        "person": "web:1",
        "channel": "rest",
        "key": key,
        "category": "thai-do",
        "text": "cán bộ quầy 5 nói chuyện khó chịu",
        **changes,
    }
    return NewPetition(**values)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    yield from _desk(f"sqlite:///{tmp_path / 'motcua.db'}")


@pytest.fixture
def desk_on_postgresql(tmp_path: Path) -> Iterator[Desk]:
    with postgresql(tmp_path) as url:
        yield from _desk(url)


def _desk(url: str) -> Iterator[Desk]:
    engine = make_engine(url)
    migrate(engine)
    yield Desk(make_sessions(engine))
    engine.dispose()
