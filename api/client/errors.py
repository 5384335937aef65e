"""What can go wrong when the API is asked.

::

    ApiError
    ├── ApiUnavailable     no answer, too late, 5xx, or not the JSON agreed on
    ├── ApiUnauthorised    auth.required, 401: our service token is wrong
    ├── ApiRateLimited     limit.reached, 429: ``retry_after`` seconds
    ├── ApiTextTooLong     input.too_long, 413
    └── ApiRejected        any other 4xx; ``code`` says which
"""

from __future__ import annotations


class ApiError(Exception):
    """Base; ``code`` is the API's stable code, ``message_vi`` may be shown to a citizen."""

    def __init__(self, code: str, message_vi: str | None = None, http_status: int = 0) -> None:
        super().__init__(f"{code} (HTTP {http_status})" if http_status else code)
        self.code = code
        self.message_vi = message_vi
        self.http_status = http_status


class ApiUnavailable(ApiError):
    """The API cannot answer now."""


class ApiUnauthorised(ApiError):
    """The API does not know our token: a fault of the installation."""


class ApiTextTooLong(ApiError):
    """The person's text is over the API's limit."""


class ApiRejected(ApiError):
    """The API understood the request and refused it, e.g. ``procedure.not_found``."""


class ApiRateLimited(ApiError):
    """The person, or we, asked too often; ``retry_after`` is in seconds."""

    def __init__(
        self,
        code: str,
        message_vi: str | None = None,
        http_status: int = 429,
        retry_after: float = 1.0,
    ) -> None:
        super().__init__(code, message_vi, http_status)
        self.retry_after = retry_after
