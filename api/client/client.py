"""The client: one pooled connection to the API, typed questions in, typed answers out."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import httpx

from api.client.errors import ApiUnavailable
from api.client.feedback import FeedbackApi
from api.client.handover import HandoverApi
from api.client.inbox import VaultApi
from api.client.models import Answer, CentreQuestion, ProcedureQuestion, TurnRecord
from api.client.petitions import PetitionsApi
from api.client.privacy import PrivacyApi
from api.client.settings import DEFAULT_TIMEOUT_S, ClientSettings
from api.client.wire import Wire

_PREFIX = "/api/v1/answers"


class MotcuaApi:
    """Asks the API. One instance a process and event loop; ``close()`` it at the end.

    Args: those of ``Wire``.

    Attributes:
        privacy: what is kept of people.
    """

    def __init__(
        self,
        base_url: str,
        token: str,
        timeout: float = DEFAULT_TIMEOUT_S,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._wire = Wire(base_url, token, timeout, transport)
        self.handovers = HandoverApi(self._wire)
        self.petitions = PetitionsApi(self._wire)
        self.feedback = FeedbackApi(self._wire)
        self.vault = VaultApi(self._wire)
        self.privacy = PrivacyApi(self._wire)

    @classmethod
    def from_settings(cls, settings: ClientSettings) -> MotcuaApi:
        """Build the client from its settings."""
        return cls(settings.base_url, settings.token, settings.timeout)

    async def close(self) -> None:
        """Close the connections."""
        await self._wire.close()

    async def answer_procedure(self, question: ProcedureQuestion) -> Answer:
        """Ask about a procedure.

        Raises:
            ApiError: one of its kinds, see ``errors``.
        """
        return _answer(await self._post("procedure", asdict(question)))

    async def answer_centre(self, question: CentreQuestion) -> Answer:
        """Ask about the centre.

        Raises:
            ApiError: one of its kinds, see ``errors``.
        """
        return _answer(await self._post("centre", asdict(question)))

    async def answer_english(self, question: ProcedureQuestion) -> Answer:
        """Ask for what is said to who writes in English.

        Raises:
            ApiError: one of its kinds, see ``errors``.
        """
        return _answer(await self._post("english", asdict(question)))

    async def record(self, turn: TurnRecord) -> None:
        """Report a turn that was answered without the API.

        Raises:
            ApiError: one of its kinds, see ``errors``.
        """
        await self._post("record", asdict(turn))

    async def _post(self, name: str, body: dict[str, Any]) -> httpx.Response:
        return await self._wire.post(f"{_PREFIX}/{name}", body)


def _answer(response: httpx.Response) -> Answer:
    try:
        return Answer.from_json(response.json())
    except ValueError as error:  # not JSON, or not an answer
        raise ApiUnavailable("api.bad_answer", http_status=response.status_code) from error
