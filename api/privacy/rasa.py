"""Rasa's guarded route to conversations (``bot/channels/privacy``)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import httpx

from knowledge_base.errors import BackendUnavailable

PATH = "/webhooks/privacy"
# Showing is asked for within a turn, which waits; deletions take the time of a lock.
_QUICK = httpx.Timeout(3.0, connect=1.0)
_SLOW = httpx.Timeout(120.0, connect=3.0)


class RasaConversations:
    """What Rasa keeps of people.

    Args:
        base_url: of Rasa.
        token: the service token.

    Every method raises ``BackendUnavailable`` where Rasa is not there or not ready.
    """

    def __init__(self, base_url: str, token: str) -> None:
        self._http = httpx.Client(
            base_url=base_url, headers={"Authorization": f"Bearer {token}"}, trust_env=False
        )

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def count(self, person: str) -> int:
        """How many events are kept of ``person``."""
        return int(self._post("count", {"person": person}, _QUICK))

    def said(self, person: str) -> list[dict[str, Any]]:
        """What was said, oldest first: ``who``, ``at`` (Unix seconds), ``text``."""
        return list(self._post("said", {"person": person}, _QUICK))

    def forget(self, person: str) -> int:
        """Delete the conversation of ``person``; how many events it had."""
        return int(self._post("forget", {"person": person}, _SLOW))

    def forget_before(self, when: datetime) -> int:
        """Delete all events older than ``when``; how many that were."""
        return int(self._post("retention", {"before": when.timestamp()}, _SLOW))

    def _post(self, name: str, body: dict[str, Any], timeout: httpx.Timeout) -> Any:
        try:
            reply = self._http.post(f"{PATH}/{name}", json=body, timeout=timeout)
            return reply.raise_for_status().json()["events"]
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise BackendUnavailable(f"Rasa: {type(error).__name__}") from error
