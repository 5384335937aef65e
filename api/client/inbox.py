"""The inbox and the vault, as the bot uses them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from api.client.wire import Wire

_INBOX, _VAULT, _PEOPLE = "/api/v1/inbox", "/api/v1/vault", "/api/v1/people"


@dataclass(frozen=True)
class WaitingEvent:
    """One event that waits; ``received_at`` is ISO 8601, ``attempts`` counts this claim."""

    id: int
    key: str
    payload: dict[str, Any]
    received_at: str
    attempts: int


@dataclass(frozen=True)
class WaitingBatch:
    """All that waits of one person, oldest first."""

    person: str
    events: tuple[WaitingEvent, ...]


@dataclass(frozen=True)
class PersonalValue:
    """A value in clear; ``kind`` is the vault's (``phone``, ``citizen_id``, ``answer`` …)."""

    kind: str
    value: str


class InboxApi:
    """Writes events and takes out what waits. Every method raises ``ApiError``'s kinds."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def store(self, channel: str, key: str, person: str, payload: dict[str, Any]) -> bool:
        """Write an event to disk; whether it is new."""
        body = {"channel": channel, "key": key, "person": person, "payload": payload}
        stored = await self._wire.post_for_json(f"{_INBOX}/events", body)
        return not stored["duplicate"]

    async def claim(self, channel: str, worker: str, lease_s: float) -> list[WaitingBatch]:
        """Take what waits, leased to ``worker`` for ``lease_s`` seconds."""
        body = {"channel": channel, "worker": worker, "lease_s": lease_s}
        batches = await self._wire.post_for_json(f"{_INBOX}/claims", body)
        return [
            WaitingBatch(item["person"], tuple(WaitingEvent(**one) for one in item["events"]))
            for item in batches
        ]

    async def settle(
        self, worker: str, ids: Sequence[int], error: str | None = None, untried: bool = False
    ) -> None:
        """Say that events are handled, what went wrong, or that they were not tried at all."""
        body = {"worker": worker, "ids": list(ids), "error": error, "untried": untried}
        await self._wire.post(f"{_INBOX}/settlements", body)


class VaultApi:
    """Puts personal values away and reads them. Every method raises ``ApiError``'s kinds."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def deposit(self, person: str, values: Sequence[PersonalValue]) -> list[str]:
        """Keep ``values`` for a short time; their references in the same order."""
        body = {
            "person": person,
            "values": [{"kind": item.kind, "value": item.value} for item in values],
        }
        kept = await self._wire.post_for_json(f"{_VAULT}/deposits", body)
        return list(kept["references"])

    async def withdraw(self, person: str, references: Sequence[str]) -> dict[str, PersonalValue]:
        """The values of ``person``'s references that are still kept."""
        body = {"person": person, "references": list(references)}
        found = await self._wire.post_for_json(f"{_VAULT}/withdrawals", body)
        return {name: PersonalValue(**value) for name, value in found["values"].items()}


class PeopleApi:
    """Tells how people stand. Every method raises ``ApiError``'s kinds."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def notice(self, person: str, notice: str) -> bool:
        """Tell what happened beside the dialogue; whether the assistant is to be silent."""
        body = {"person": person, "notice": notice}
        state = await self._wire.post_for_json(f"{_PEOPLE}/notices", body)
        return bool(state["silent"])
