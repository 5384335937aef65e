"""The wire to the API: one pooled connection, JSON in, JSON out, typed errors."""

from __future__ import annotations

import asyncio
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
from api.client.settings import DEFAULT_TIMEOUT_S

# Idle connections are kept longer than people take to type the next message.
_LIMITS = httpx.Limits(max_connections=50, max_keepalive_connections=20, keepalive_expiry=60.0)


class Wire:
    """A connection to the API. One instance a process and event loop; ``close()`` it.

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

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def post(self, path: str, body: dict[str, Any]) -> httpx.Response:
        """Post ``body`` as JSON.

        Raises:
            ApiError: one of its kinds, see ``errors``.
        """
        return await self._post(path, json=body)

    async def post_file(self, path: str, fields: dict[str, str], file: tuple[str, bytes]) -> Any:
        """Post a form with ``file`` (name, content); the JSON of the answer.

        Raises:
            ApiError: one of its kinds, see ``errors``.
        """
        return _json(await self._post(path, data=fields, files={"file": file}))

    async def post_for_json(self, path: str, body: dict[str, Any]) -> Any:
        """Post ``body``; the JSON of the answer.

        Raises:
            ApiError: one of its kinds, see ``errors``.
        """
        return _json(await self.post(path, body))

    async def _post(self, path: str, **content: Any) -> httpx.Response:
        try:
            # httpx limits each phase; a server that drips bytes could take for ever.
            response = await asyncio.wait_for(self._http.post(path, **content), self._timeout)
        except asyncio.TimeoutError as error:
            raise ApiUnavailable("api.timeout") from error
        except httpx.HTTPError as error:
            raise ApiUnavailable("api.unreachable") from error
        if response.status_code >= 400:
            raise _error(response)
        return response


def _json(response: httpx.Response) -> Any:
    try:
        return response.json()
    except ValueError as error:
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
