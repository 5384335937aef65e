"""The service token: how our own processes prove who they are."""

from __future__ import annotations

import hmac

from fastapi import Request

from knowledge_base.errors import Unauthorised


def is_service(request: Request) -> bool:
    """Whether the request carries the right service token."""
    given = request.headers.get("authorization", "")
    expected = f"Bearer {request.app.state.service_token}"
    return hmac.compare_digest(given.encode(), expected.encode())


def require_service(request: Request) -> None:
    """Let only our own processes in.

    Raises:
        Unauthorised: the token is missing or wrong.
    """
    if not is_service(request):
        raise Unauthorised("service token missing or wrong")
