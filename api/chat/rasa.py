"""Rasa's REST channel: a message goes in, its responses come out, at once or one by one."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx

from api.settings import Settings
from knowledge_base.errors import BackendUnavailable

_WEBHOOK = "/webhooks/rest/webhook"
Item = dict[str, Any]


@dataclass(frozen=True)
class Utterance:
    """What Rasa is told.

    Attributes:
        person: whose conversation.
        message: plain text, or a command of ours.
        metadata: what actions may need besides.
    """

    person: str
    message: str
    metadata: dict[str, Any] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        """The body of the call."""
        told = {"received_at": time.time(), **self.metadata}
        return {"sender": self.person, "message": self.message, "metadata": told}


class Rasa:
    """Calls of one Rasa."""

    def __init__(self, http: httpx.AsyncClient, settings: Settings) -> None:
        self._http = http
        self._url = f"{settings.rasa_url}{_WEBHOOK}"
        self._limit_s = settings.rasa_timeout_s

    async def ask(self, utterance: Utterance) -> list[Item]:
        """All responses to ``utterance``.

        Raises:
            BackendUnavailable: Rasa is down, slow, or answers something else.
        """
        try:
            # httpx limits each phase; a server that drips bytes could take for ever.
            async with asyncio.timeout(self._limit_s):
                response = await self._http.post(
                    self._url, json=utterance.body(), timeout=self._limit_s
                )
            response.raise_for_status()
            items = response.json()
        except (TimeoutError, httpx.HTTPError, ValueError) as error:
            raise self._failure(error) from error
        return _checked(items)

    async def stream(self, utterance: Utterance) -> AsyncIterator[Item]:
        """The responses to ``utterance``, each as soon as Rasa has it.

        Raises:
            BackendUnavailable: as ``ask``; also when a turn dies halfway, which Rasa tells
                by silence only.
        """
        try:
            async with (
                asyncio.timeout(self._limit_s),
                self._http.stream(
                    "POST",
                    self._url,
                    params={"stream": "true"},
                    json=utterance.body(),
                    timeout=self._limit_s,
                ) as response,
            ):
                response.raise_for_status()
                async for line in response.aiter_lines():
                    if line.strip():
                        yield _checked([json.loads(line)])[0]
        except (TimeoutError, httpx.HTTPError, ValueError) as error:
            raise self._failure(error) from error

    def _failure(self, error: Exception) -> BackendUnavailable:
        if isinstance(error, TimeoutError):
            return BackendUnavailable(f"Rasa took over {self._limit_s:g} s")
        return BackendUnavailable(f"Rasa: {type(error).__name__}")


def _checked(items: Any) -> list[Item]:
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise BackendUnavailable("Rasa did not send a list of messages")
    return items
