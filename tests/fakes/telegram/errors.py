"""Telegram's refusals: the HTTP status and the same number in the body."""

from __future__ import annotations

from typing import Any


class TelegramError(Exception):
    """A refusal.

    Args:
        code: HTTP status.
        description: Telegram's words.
        retry_after: seconds to wait, with 429.
    """

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        self.code = code
        self.description = description
        self.retry_after = retry_after
        super().__init__(description)

    def body(self) -> dict[str, Any]:
        """As JSON."""
        answer: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.retry_after is not None:
            answer["parameters"] = {"retry_after": self.retry_after}
        return answer


def bad_request(reason: str) -> TelegramError:
    """400."""
    return TelegramError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> TelegramError:
    """403."""
    return TelegramError(403, f"Forbidden: {reason}")


def too_many(retry_after: int) -> TelegramError:
    """429."""
    return TelegramError(429, f"Too Many Requests: retry after {retry_after}", retry_after)
