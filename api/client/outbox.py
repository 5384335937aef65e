"""The outbox, as the bot uses it."""

from __future__ import annotations

from typing import Any

from api.client.wire import Wire

_OUTBOX = "/api/v1/outbox"


class OutboxApi:
    """Tells of sends. Every method raises ``ApiError``'s kinds."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def start(self, number: int, attempt: int) -> bool:
        """Say that message ``number`` is about to be sent; whether it may."""
        started = await self._wire.post_for_json(f"{_OUTBOX}/{number}/starts", {"attempt": attempt})
        return bool(started["may_send"])

    async def receive(self, number: int, receipt: dict[str, Any]) -> None:
        """Say how the send of message ``number`` ended."""
        await self._wire.post(f"{_OUTBOX}/{number}/receipts", receipt)
