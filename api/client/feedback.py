"""What people think of answers, as the action server tells it."""

from __future__ import annotations

from api.client.wire import Wire


class FeedbackApi:
    """Tells judgements. Every method raises ``ApiError``'s kinds."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def give(self, person: str, answer: str, rating: str, words: str = "") -> None:
        """Keep a thumb (``up`` or ``down``) and words of ``person`` with one of their answers."""
        body = {"person": person, "answer": answer, "rating": rating, "words": words[:500]}
        await self._wire.post("/api/v1/feedback", body)
