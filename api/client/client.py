"""The client: one pooled connection to the API, typed questions in, typed answers out."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from typing import Any

import httpx

from api.client.errors import (
    ApiError,
    ApiRateLimited,
    ApiRejected,
    ApiTextTooLong,
    ApiUnauthorised,
    ApiUnavailable,
)
from api.client.models import Answer, CentreQuestion, ProcedureQuestion, TurnRecord
from api.client.settings import DEFAULT_TIMEOUT_S, ClientSettings

_PREFIX = "/api/v1/answers"
# Idle connections are kept longer than people take to type the next message.
_LIMITS = httpx.Limits(max_connections=50, max_keepalive_connections=20, keepalive_expiry=60.0)


class MotcuaApi:
    """Asks the API. One instance a process and event loop; ``close()`` it at the end.

    Args:
        base_url: e.g. ``http://127.0.0.1:8000``.
        token: the service token.
        timeout: seconds for one whole call, connecting included.
        transport: another httpx transport, for tests.
    """

    def __init__(
        self,
        base_url: str,
        token: str,
        timeout: float = DEFAULT_TIMEOUT_S,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._timeout = timeout
        self._http = httpx.AsyncClient(
            base_url=base_url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=timeout,
            limits=_LIMITS,
            transport=transport,
            # The API is our neighbour: a proxy meant for the outside must not see it.
            trust_env=False,
        )

    @classmethod
    def from_settings(cls, settings: ClientSettings) -> MotcuaApi:
        """Build the client from its settings."""
        return cls(settings.base_url, settings.token, settings.timeout)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

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

    async def record(self, turn: TurnRecord) -> None:
        """Report a turn that was answered without the API.

        Raises:
            ApiError: one of its kinds, see ``errors``.
        """
        await self._post("record", asdict(turn))

    async def _post(self, name: str, body: dict[str, Any]) -> httpx.Response:
        try:
            # httpx limits each phase; a server that drips bytes could take for ever.
            response = await asyncio.wait_for(
                self._http.post(f"{_PREFIX}/{name}", json=body), self._timeout
            )
        except asyncio.TimeoutError as error:
            raise ApiUnavailable("api.timeout") from error
        except httpx.HTTPError as error:
            raise ApiUnavailable("api.unreachable") from error
        if response.status_code >= 400:
            raise _error(response)
        return response


def _answer(response: httpx.Response) -> Answer:
    try:
        return Answer.from_json(response.json())
    except ValueError as error:  # not JSON, or not an answer
        raise ApiUnavailable("api.bad_answer", http_status=response.status_code) from error


def _error(response: httpx.Response) -> ApiError:
    """Build the error that the API's JSON names; its status alone decides where there is none."""
    status = response.status_code
    code, message = _named(response)
    if status >= 500:
        return ApiUnavailable(code or "backend.unavailable", message, status)
    if code == "limit.reached" or status == 429:
        return ApiRateLimited(code or "limit.reached", message, status, _retry_after(response))
    if code == "input.too_long" or status == 413:
        return ApiTextTooLong(code or "input.too_long", message, status)
    if code == "auth.required" or status == 401:
        return ApiUnauthorised(code or "auth.required", message, status)
    return ApiRejected(code or "request.rejected", message, status)


def _named(response: httpx.Response) -> tuple[str | None, str | None]:
    try:
        body = response.json()
    except ValueError:
        return None, None
    if not isinstance(body, dict):
        return None, None
    code, message = body.get("code"), body.get("message")
    return (
        code if isinstance(code, str) else None,
        message if isinstance(message, str) else None,
    )


def _retry_after(response: httpx.Response) -> float:
    try:
        return max(float(response.headers.get("Retry-After", "1")), 0.0)
    except ValueError:
        return 1.0
