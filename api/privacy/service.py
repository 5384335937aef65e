"""The rights of people over what is kept of them, over every place and every linked channel."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.privacy.consents.service import Consents
from api.privacy.facts import PlaceFacts
from api.privacy.phones.service import Phones
from api.privacy.place import Place
from api.privacy.rasa import RasaConversations
from api.privacy.requests.schemas import AskedBy, Receipt
from api.privacy.requests.service import Requests
from api.vault.cipher import Cipher
from knowledge_base.errors import MotcuaError, NotFound

log = structlog.get_logger()
# An address to a person's own file is good for this long.
FILE_MINUTES = 15


@dataclass(frozen=True)
class Kept:
    """What one place keeps of a person; ``things`` is ``None`` where it cannot be told now."""

    name: str
    label: str
    kept: str
    things: int | None


@dataclass(frozen=True)
class Overview:
    """What is kept of a citizen: their identities, and every place that has something."""

    people: tuple[str, ...]
    places: tuple[Kept, ...]


class Privacy:
    """All of it.

    Args:
        places: see ``places.py``.
        facts: what people are told of them, by name.
        requests, consents, phones: the parts.
        conversations: the connection to Rasa, closed by ``close``.
        cipher: makes the addresses of people's files.
        now: the clock.
    """

    def __init__(
        self,
        places: Sequence[Place],
        facts: Mapping[str, PlaceFacts],
        requests: Requests,
        consents: Consents,
        phones: Phones,
        conversations: RasaConversations,
        cipher: Cipher,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.places = tuple(places)
        self.facts = facts
        self.requests = requests
        self.consents = consents
        self.phones = phones
        self._conversations = conversations
        self._cipher = cipher
        self._now = now

    def close(self) -> None:
        """Close the connections."""
        self._conversations.close()
        self.phones.close()

    def ask_deletion(self, person: str, asked_by: AskedBy = AskedBy.PERSON) -> Receipt:
        """File the deletion of all that is kept of the citizen behind ``person``."""
        return self.requests.file(self.phones.people_of(person), asked_by)

    def withdraw(self, person: str) -> int:
        """The channel tells that ``person`` wants to be forgotten; how many requests: 1."""
        self.requests.file([person], AskedBy.CHANNEL)
        return 1

    def overview(self, person: str) -> Overview:
        """What is kept of the citizen behind ``person``; places that have nothing are left out."""
        people = tuple(self.phones.people_of(person))
        kept = [self._kept(place, people) for place in self.places]
        return Overview(people, tuple(item for item in kept if item.things != 0))

    def file_of(self, person: str) -> dict[str, object]:
        """All that can be shown of the citizen behind ``person``."""
        seen = self.overview(person)
        places = {place.name: place for place in self.places}
        return {
            "made_at": self._now().isoformat(),
            "identities": list(seen.people),
            "places": [
                {
                    "place": item.label,
                    "kept_for": item.kept,
                    "things": item.things,
                    "content": _shown(places[item.name], seen.people),
                }
                for item in seen.places
            ],
        }

    def file_token(self, person: str) -> str:
        """What opens ``person``'s file for ``FILE_MINUTES``, and tells nobody who that is."""
        until = self._now() + timedelta(minutes=FILE_MINUTES)
        sealed = self._cipher.seal(json.dumps({"person": person, "until": until.timestamp()}))
        return sealed.decode()

    def person_of(self, token: str) -> str:
        """Whose file a token opens.

        Raises:
            NotFound: it is none of ours, or its time is over.
        """
        try:
            held = json.loads(self._cipher.open(token.encode()))
            person, until = str(held["person"]), float(held["until"])
        except (ValueError, KeyError, TypeError) as error:
            raise NotFound("no token of a file") from error
        if until < self._now().timestamp():
            raise NotFound("an old token of a file")
        return person

    def apply_retention(self) -> dict[str, int]:
        """Delete in every place what is older than it keeps things; counts by place."""
        counts = {}
        for place in self.places:
            days = self.facts[place.name].days
            if place.forget_before is None:
                continue
            try:
                counts[place.name] = place.forget_before(self._now() - timedelta(days=days or 0))
            except (MotcuaError, SQLAlchemyError, OSError) as error:
                log.error("retention.failed", place=place.name, error=type(error).__name__)
        log.info("retention.applied", **counts)
        return counts

    def _kept(self, place: Place, people: Sequence[str]) -> Kept:
        facts = self.facts[place.name]
        try:
            things: int | None = sum(place.count(person) for person in people)
        except (MotcuaError, SQLAlchemyError, OSError) as error:
            log.warning("privacy.not_counted", place=place.name, error=type(error).__name__)
            things = None
        return Kept(place.name, facts.label, facts.kept, things)


def _shown(place: Place, people: Sequence[str]) -> list[dict[str, object]]:
    if place.show is None:
        return []
    try:
        return [item for person in people for item in place.show(person)]
    except (MotcuaError, SQLAlchemyError, OSError) as error:
        log.warning("privacy.not_shown", place=place.name, error=type(error).__name__)
        return []
