"""Let only our own processes call a route."""

from __future__ import annotations

import hmac

from sanic.request import Request


def is_ours(request: Request, token: str) -> bool:
    """Whether ``request`` carries the service ``token``; without a token nobody is let in."""
    given = request.headers.get("authorization", "").encode("utf-8", "surrogatepass")
    return bool(token) and hmac.compare_digest(given, f"Bearer {token}".encode())
