"""How a request proves itself: the service token of our own processes, and HTTPS."""

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


def is_https(request: Request) -> bool:
    """Whether the browser speaks HTTPS, with us or with the proxy that we trust."""
    behind_proxy = request.app.state.settings.trust_proxy
    forwarded = request.headers.get("x-forwarded-proto", "") if behind_proxy else ""
    return "https" in (forwarded.split(",")[-1].strip(), request.url.scheme)
