"""Complaints and suggestions, as the action server takes them down."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

from api.client.errors import ApiUnavailable
from api.client.wire import Wire

_Model = TypeVar("_Model")
_PREFIX = "/api/v1/petitions"


@dataclass(frozen=True)
class PetitionReading:
    """What a message says of a petition; ids and words are those of the API.

    Attributes:
        tells: whether it tells what happened.
        kind, category: ``{"id", "name"}``; no category where the words tell none.
        place: in words, where one is named.
        formal: what to say first to who speaks of a formal complaint.
        categories: all there are.
    """

    tells: bool
    kind: dict[str, str]
    category: dict[str, str] | None
    place: str | None
    formal: str | None
    categories: list[dict[str, str]]


@dataclass(frozen=True)
class NewPetition:
    """A petition to send; see the API for each field."""

    person: str
    channel: str
    key: str
    kind: str
    category: str
    text: str
    references: list[str] = field(default_factory=list)
    place: str = ""
    place_references: list[str] = field(default_factory=list)
    phone: str | None = None
    photos: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class OpenedPetition:
    """A petition that is on disk."""

    number: str
    duplicate: bool
    photos: int
    phone_kept: bool


@dataclass(frozen=True)
class PetitionStanding:
    """How one of a person's own petitions stands; ``created_at`` is ISO 8601."""

    number: str
    kind: str
    category: str
    state: str
    state_name: str
    created_at: str
    answer: str | None


class PetitionsApi:
    """Reads, sends and looks up petitions. Every method raises ``ApiError``'s kinds."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def read(self, text: str) -> PetitionReading:
        """What ``text`` says of a petition."""
        return _made(
            PetitionReading, await self._wire.post_for_json(f"{_PREFIX}/readings", {"text": text})
        )

    async def open(self, petition: NewPetition) -> OpenedPetition:
        """Send ``petition``; sent twice it is one."""
        return _made(OpenedPetition, await self._wire.post_for_json(_PREFIX, asdict(petition)))

    async def look_up(self, person: str, number: str | None) -> list[PetitionStanding]:
        """How the petitions of ``person`` stand, or that one."""
        body = {"person": person, "number": number}
        found = await self._wire.post_for_json(f"{_PREFIX}/lookups", body)
        return [_made(PetitionStanding, item) for item in found["petitions"]]


def _made(model: type[_Model], body: Any) -> _Model:
    try:
        return model(**body)
    except TypeError as error:
        raise ApiUnavailable("api.bad_answer") from error
