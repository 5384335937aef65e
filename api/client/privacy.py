"""What is kept of people, as actions ask for it. Every method raises ``ApiError``'s kinds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from api.client.errors import ApiUnavailable
from api.client.wire import Wire

_PRIVACY = "/api/v1/privacy"


@dataclass(frozen=True)
class DeletionReceipt:
    """How a request for deletion stands; ``state`` is ``open`` or ``done``, empty: none such.

    ``asked_at`` and ``done_at`` are ISO 8601.
    """

    number: str
    state: str
    asked_at: str
    done_at: str


@dataclass(frozen=True)
class KeptThings:
    """What one place keeps: what, how long, how many (``None``: cannot be told now)."""

    label: str
    kept: str
    things: int | None


@dataclass(frozen=True)
class DataOverview:
    """What is kept of a citizen.

    Attributes:
        channels: linked channels, the asking one first.
        places: those that have something.
        file: address of the person's own file.
        phone_asked_again: whether their phone must be proved again.
    """

    channels: tuple[str, ...]
    places: tuple[KeptThings, ...]
    file: str | None
    phone_asked_again: bool


@dataclass(frozen=True)
class ConsentQuestion:
    """What to ask before something is kept; ``given``: they agree already."""

    purpose: str
    title: str
    text: str
    version: str
    given: bool


@dataclass(frozen=True)
class PhoneStep:
    """How a step of proving a phone ended; ``channels``: all that are linked then."""

    outcome: str
    channels: tuple[str, ...]


class PrivacyApi:
    """Asks our API about what is kept of people."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def delete(self, person: str) -> DeletionReceipt:
        """Have all that is kept of the citizen behind ``person`` deleted, soon."""
        return _receipt(await self._post("deletions", person=person))

    async def receipt(self, number: str) -> DeletionReceipt:
        """How the request with ``number`` stands."""
        return _receipt(await self._post("receipts", number=number[:64]))

    async def overview(self, person: str) -> DataOverview:
        """What is kept of the citizen behind ``person``."""
        told = await self._post("overviews", person=person)
        places = [
            KeptThings(str(item["label"]), str(item["kept"]), item["things"])
            for item in told["places"]
        ]
        return DataOverview(
            channels=tuple(told["channels"]),
            places=tuple(places),
            file=told["file"],
            phone_asked_again=bool(told["phone_asked_again"]),
        )

    async def note_notice(self, person: str, version: str) -> None:
        """The notice was shown."""
        await self._wire.post(f"{_PRIVACY}/notices", {"person": person, "version": version})

    async def ask(self, person: str, purpose: str) -> ConsentQuestion:
        """What to ask ``person`` before something is kept for ``purpose``."""
        told = await self._post("consents/questions", person=person, purpose=purpose)
        try:
            return ConsentQuestion(**told)
        except TypeError as error:
            raise ApiUnavailable("api.bad_answer") from error

    async def give(self, person: str, purpose: str, version: str, channel: str) -> None:
        """``person`` agreed to that version of the text."""
        await self._post(
            "consents", person=person, purpose=purpose, version=version, channel=channel
        )

    async def has(self, person: str, purpose: str) -> bool:
        """Whether ``person`` agrees to ``purpose``."""
        told = await self._post("consents/checks", person=person, purpose=purpose)
        return bool(told["given"])

    async def withdraw(self, person: str, purpose: str | None = None) -> list[str]:
        """Take consent back, for one purpose or all; titles of what it was."""
        told = await self._post("consents/withdrawals", person=person, purpose=purpose)
        return [str(title) for title in told["titles"]]

    async def standing(self, person: str) -> dict[str, str]:
        """Purposes to which ``person`` agrees, with their short names."""
        told = await self._post("consents/standing", person=person)
        return {str(name): str(title) for name, title in told["titles"].items()}

    async def sends_codes(self) -> bool:
        """Whether one-time codes can be sent."""
        return bool((await self._post("phones/gateway"))["on"])

    async def prove_phone(self, person: str, how: str, references: Sequence[str]) -> PhoneStep:
        """A step: ``how`` is ``share``, ``number`` or ``code``; values lie in the vault."""
        told = await self._post("phones/steps", person=person, how=how, references=list(references))
        return PhoneStep(str(told["outcome"]), tuple(told["channels"]))

    async def _post(self, name: str, **body: Any) -> dict[str, Any]:
        told = await self._wire.post_for_json(f"{_PRIVACY}/{name}", body)
        if not isinstance(told, dict):
            raise ApiUnavailable("api.bad_answer")
        return told


def _receipt(told: dict[str, Any]) -> DeletionReceipt:
    return DeletionReceipt(
        number=str(told.get("number") or ""),
        state=str(told.get("state") or ""),
        asked_at=str(told.get("asked_at") or ""),
        done_at=str(told.get("done_at") or ""),
    )
