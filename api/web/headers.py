"""Headers that keep a page to itself."""

from __future__ import annotations

from starlette.responses import Response

_HEADERS = {
    # Own files only; nobody frames the page, nothing is sent elsewhere.
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def protect(response: Response) -> Response:
    """Add the headers to ``response``, and return it."""
    response.headers.update(_HEADERS)
    return response
