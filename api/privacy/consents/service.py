"""Ask for consent, keep it with the text that it was given to, take it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session, sessionmaker

from api.privacy.consents.repository import ConsentRepository
from api.privacy.consents.tables import ConsentRow, NoticeShownRow
from api.privacy.errors import ConsentMissing, UnknownPurpose
from api.privacy.facts import PurposeFacts
from api.privacy.place import Shown

CONTACT_PHONE = "contact_phone"
# Deletes what was kept for a purpose; how many things.
Undo = Callable[[str], int]


@dataclass(frozen=True)
class Question:
    """What to ask a person; ``given``: they have agreed to this text already."""

    purpose: str
    title: str
    text: str
    version: str
    given: bool


class Consents:
    """Consents of all people.

    Args:
        sessions: where rows are kept.
        purposes: what may be asked, by name.
        now: the clock.

    Attributes:
        undo: by purpose, what to delete when its consent is taken back.
    """

    def __init__(
        self,
        sessions: sessionmaker[Session],
        purposes: Mapping[str, PurposeFacts],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._sessions = sessions
        self._purposes = purposes
        self._now = now
        self.undo: dict[str, Undo] = {}

    def ask(self, person: str, purpose: str) -> Question:
        """What to ask ``person`` before something is kept for ``purpose``.

        Raises:
            UnknownPurpose: there is none.
        """
        facts = self._facts(purpose)
        given = self.has(person, purpose)
        return Question(purpose, facts.title, facts.text, facts.version, given)

    def give(self, person: str, purpose: str, version: str, channel: str) -> None:
        """Keep that ``person`` agreed; a second time changes nothing.

        Raises:
            UnknownPurpose: there is none, or its text is another one by now.
        """
        if self._facts(purpose).version != version:
            raise UnknownPurpose(f"{purpose} has another text by now")
        with self._sessions.begin() as session:
            repository = ConsentRepository(session)
            if any(row.version == version for row in repository.standing(person, purpose)):
                return
            row = ConsentRow(person=person, purpose=purpose, version=version, channel=channel,
                             given_at=self._now())  # fmt: skip
            repository.add(row)

    def withdraw(self, person: str, purpose: str | None = None) -> list[str]:
        """Take consent back, for all purposes without ``purpose``; titles of what it was.

        What was kept for a purpose is deleted first: a death in between leaves a consent
        without data, never data without a consent.
        """
        titles = self.standing(person, purpose)
        for name in titles:
            if name in self.undo:
                self.undo[name](person)
        with self._sessions.begin() as session:
            for row in ConsentRepository(session).standing(person, purpose):
                row.withdrawn_at = self._now()
        return list(titles.values())

    def standing(self, person: str, purpose: str | None = None) -> dict[str, str]:
        """Purposes to which ``person`` agrees, in whatever version, with their short names."""
        with self._sessions() as session:
            rows = ConsentRepository(session).standing(person, purpose)
        names = sorted({row.purpose for row in rows})
        known = self._purposes
        return {name: known[name].title if name in known else name for name in names}

    def has(self, person: str, purpose: str) -> bool:
        """Whether ``person`` agrees to the text of ``purpose`` as it is now."""
        version = self._facts(purpose).version
        with self._sessions() as session:
            standing = ConsentRepository(session).standing(person, purpose)
        return any(row.version == version for row in standing)

    def need(self, person: str, purpose: str) -> None:
        """Make sure that ``person`` agrees.

        Raises:
            ConsentMissing: they do not.
        """
        if not self.has(person, purpose):
            raise ConsentMissing(purpose)

    def note_shown(self, person: str, version: str) -> None:
        """The notice was shown to ``person``."""
        row = NoticeShownRow(person=person, version=version, shown_at=self._now())
        with self._sessions.begin() as session:
            ConsentRepository(session).note_shown(row)

    def count(self, person: str) -> int:
        """How many consents and notices are kept of ``person``."""
        with self._sessions() as session:
            return ConsentRepository(session).count(person)

    def show(self, person: str) -> Shown:
        """The consents of ``person``."""
        with self._sessions() as session:
            rows = ConsentRepository(session).of(person)
        return [
            {"purpose": row.purpose, "version": row.version, "channel": row.channel,
             "given_at": row.given_at, "withdrawn_at": row.withdrawn_at}
            for row in rows
        ]  # fmt: skip

    def forget(self, person: str) -> int:
        """Delete all of ``person``; how many consents and notices that were."""
        with self._sessions.begin() as session:
            return ConsentRepository(session).forget_person(person)

    def forget_before(self, when: datetime) -> int:
        """Delete consents withdrawn, and notices shown, before ``when``; how many."""
        with self._sessions.begin() as session:
            return ConsentRepository(session).forget_before(when)

    def _facts(self, purpose: str) -> PurposeFacts:
        facts = self._purposes.get(purpose)
        if facts is None:
            raise UnknownPurpose(purpose)
        return facts
