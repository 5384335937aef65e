"""Something of a person in the rooms where they ask the office, are answered, and judge it."""

from __future__ import annotations

import io
import secrets
from datetime import UTC, datetime, timedelta
from functools import partial

from PIL import Image
from sqlalchemy.orm import Session, sessionmaker

from api.answers.journal import Journal, pseudonym
from api.answers.schemas import Status, Turn
from api.feedback.reasons import load_reasons
from api.feedback.schemas import Judgement
from api.feedback.service import Feedback
from api.handover.repository import HandoverRepository
from api.handover.schemas import Author, Reason
from api.handover.tables import HandoverMessageRow, HandoverRow
from api.media.build import media_store
from api.petitions.build import build_petitions
from api.petitions.schemas import NewPetition
from api.secrets import cipher_secret, session_secret
from api.settings import ROOT, Settings
from api.staff.places import Places
from api.vault.cipher import Cipher
from api.vault.service import Vault
from knowledge_base.centre import load_centre


def fill_services(settings: Settings, sessions: sessionmaker[Session], person: str) -> None:
    """A picture, a complaint with it, a talk with an officer, an answer and a thumb."""
    cipher = Cipher(cipher_secret(settings))
    media = media_store(settings, sessions, cipher)
    photo = media.take_picture(person, _drawn()).media
    vault = Vault(sessions, cipher, timedelta(minutes=30))
    places = Places.of(load_centre(ROOT / "data" / "centre" / "centre.yml"))
    petition = NewPetition(
        person=person, channel="telegram", key=secrets.token_hex(12), category="thai-do",
        text="cán bộ nói chuyện khó chịu", photos=[photo],
    )  # fmt: skip
    build_petitions(sessions, cipher, vault, places, media).open(petition)
    _talk(sessions, person)
    _judge(settings, sessions, cipher, person)


def _talk(sessions: sessionmaker[Session], person: str) -> None:
    now = datetime.now(UTC)
    with sessions.begin() as session:
        repository = HandoverRepository(session)
        row = HandoverRow(
            person=person, channel="telegram", reason=Reason.ASKED.value,
            summary=b"sealed", opened_at=now, heard_at=now,
        )  # fmt: skip
        repository.add(row)
        message = HandoverMessageRow(
            handover_id=row.id, author=Author.CITIZEN.value, sealed=b"sealed", key="1", at=now
        )
        repository.add(message)


def _judge(
    settings: Settings, sessions: sessionmaker[Session], cipher: Cipher, person: str
) -> None:
    key = session_secret(settings)
    journal = Journal(sessions, key)
    answer = journal.note(Turn(person=person, channel="telegram"), "procedure", Status.ANSWERED)
    journal.close()
    feedback = Feedback(sessions, cipher, load_reasons(), partial(pseudonym, key.encode()))
    feedback.give(person, Judgement(answer=answer, rating="up"))


def _drawn() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(drawn, "PNG")
    return drawn.getvalue()
