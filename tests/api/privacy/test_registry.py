"""No table and no file keeps something of people without being in the registry."""

from __future__ import annotations

import fnmatch
from pathlib import Path

import pytest
import yaml
from sqlalchemy import inspect

from api.database.tables import Base
from api.privacy.build import FOLDER
from api.privacy.facts import load_places, load_purposes, load_sms
from api.privacy.places.nobodys import DATABASE_FILES, FILES_OF_NOBODY, TABLES_OF_NOBODY
from api.settings import ROOT
from knowledge_base.errors import SetupFailed
from tests.fakes.privacy_desk import PrivacyDesk

# A column that may name a citizen.
NAMING = {"person", "sender_id", "user", "phone", "subject", "phone_hash"}


def covered(desk: PrivacyDesk) -> list[str]:
    return [table for place in desk.privacy.places for table in place.tables]


def test_every_table_is_a_place_or_keeps_nothing_of_citizens(desk: PrivacyDesk):
    tables = set(inspect(desk.engine).get_table_names())
    assert tables == set(Base.metadata.tables) | {"alembic_version"}
    places = covered(desk)
    assert len(places) == len(set(places))
    assert set(places) | set(TABLES_OF_NOBODY) == tables
    assert not set(places) & set(TABLES_OF_NOBODY)


def test_no_table_that_names_a_citizen_is_an_exception():
    naming = {
        name
        for name, table in Base.metadata.tables.items()
        if NAMING & {column.name for column in table.columns}
    }
    assert naming & set(TABLES_OF_NOBODY) == set()


def test_every_place_is_told_to_people_and_has_an_end(desk: PrivacyDesk):
    for place in desk.privacy.places:
        facts = desk.privacy.facts[place.name]
        assert facts.label
        assert facts.kept
        # Days are kept by the job; what has none must expire by itself and say so.
        assert place.forget_before is not None or facts.until


def uncovered(desk: PrivacyDesk, folder: Path) -> list[str]:
    """Files of a state folder that neither a place nor an exception covers."""
    patterns = [pattern for place in desk.privacy.places for pattern in place.files]
    patterns += [*FILES_OF_NOBODY, *DATABASE_FILES]
    files = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
    return [name for name in files if not any(fnmatch.fnmatch(name, one) for one in patterns)]


def test_every_file_of_the_state_folder_is_covered(desk: PrivacyDesk):
    # tests/e2e/test_privacy.py walks the folder of a whole running motcua.
    desk.agree("web:1")
    desk.privacy.phones.send_code("web:1", "0912345678")
    folder = desk.settings.state
    assert len([path for path in folder.rglob("*") if path.is_file()]) >= 3
    assert uncovered(desk, folder) == []
    (folder / "notes.txt").write_text("x")
    assert uncovered(desk, folder) == ["notes.txt"]


def test_rasa_keeps_conversations_nowhere_else():
    # An event broker would be a second copy of every conversation: a place of its own.
    endpoints = yaml.safe_load((ROOT / "endpoints.yml").read_text())
    assert set(endpoints) == {"action_endpoint", "tracker_store"}


def test_the_manual_names_every_place(desk: PrivacyDesk):
    manual = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    for place in desk.privacy.places:
        facts = desk.privacy.facts[place.name]
        assert f"| `{place.name}` | {facts.label} | {facts.kept} |" in manual


def test_a_file_that_differs_from_the_registry_is_refused(tmp_path: Path):
    path = tmp_path / "places.yml"
    path.write_text("inbox: {label: x, days: 1}\nnowhere: {label: y, days: 1}\n")
    with pytest.raises(SetupFailed, match="nowhere"):
        load_places(path, {"inbox"})
    path.write_text("inbox: {label: x}\n")
    with pytest.raises(SetupFailed, match="days"):
        load_places(path, {"inbox"})


def test_texts_are_read_with_their_versions(tmp_path: Path):
    purposes = load_purposes(FOLDER / "purposes.yml")
    assert {"contact_phone", "appointment", "petition_contact"} <= set(purposes)
    assert all(len(item.text) > 40 and item.version for item in purposes.values())
    path = tmp_path / "sms.yml"
    path.write_text("code: no code in it\n")
    with pytest.raises(SetupFailed):
        load_sms(path)
