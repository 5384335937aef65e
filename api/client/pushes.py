"""Web conversations, as the bot tells them something unasked."""

from __future__ import annotations

from typing import Any

from api.client.wire import Wire

_PUSHES = "/api/v1/chat/pushes"


class PushApi:
    """Pushes. Raises ``ApiError``'s kinds."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def push(
        self, person: str, key: str, messages: list[dict[str, Any]], author: str | None
    ) -> None:
        """Tell ``person``; the same ``key`` again is shown once."""
        body = {"person": person, "key": key, "messages": messages, "author": author}
        await self._wire.post(_PUSHES, body)
