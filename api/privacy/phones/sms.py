"""Short messages: what sends one, for real and in trials."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import httpx

from knowledge_base.errors import BackendUnavailable, SetupFailed

SANDBOX_FILE = "sms-sandbox.jsonl"
_TIMEOUT = httpx.Timeout(4.0, connect=2.0)


class SmsGateway(Protocol):
    """Sends short messages."""

    def send(self, phone: str, text: str, key: str) -> None:
        """Send one.

        Args:
            phone: in E.164.
            text: what it says.
            key: names the message, for the gateway's own books.

        Raises:
            BackendUnavailable: it was not taken.
        """

    def close(self) -> None:
        """Close connections."""


class HttpSms:
    """A gateway that takes JSON over HTTPS.

    Args:
        url: where to post.
        key: sent as ``Authorization: Bearer``; may be empty.
        body: JSON whose texts may hold ``{phone}``, ``{text}`` and ``{key}``.

    Raises:
        SetupFailed: ``body`` is no JSON object.
    """

    def __init__(self, url: str, key: str, body: str) -> None:
        try:
            self._body = json.loads(body)
        except ValueError as error:
            raise SetupFailed(f"MOTCUA_SMS_BODY is no JSON: {error}") from error
        if not isinstance(self._body, dict):
            raise SetupFailed("MOTCUA_SMS_BODY is no JSON object")
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._url = url
        self._http = httpx.Client(headers=headers, timeout=_TIMEOUT)

    def send(self, phone: str, text: str, key: str) -> None:
        """See ``SmsGateway``."""
        values = {"{phone}": phone, "{text}": text, "{key}": key}
        try:
            self._http.post(self._url, json=_filled(self._body, values)).raise_for_status()
        except httpx.HTTPError as error:
            # The error's own words may hold the address with the phone in it.
            raise BackendUnavailable(f"sms: {type(error).__name__}") from None

    def close(self) -> None:
        """See ``SmsGateway``."""
        self._http.close()


class SandboxSms:
    """Writes messages into a file instead of sending them: for trials and tests only.

    Args:
        path: of the file; ``motcua sandbox sms`` shows it.
        now: the clock.
    """

    def __init__(self, path: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._path = path
        self._now = now

    def send(self, phone: str, text: str, key: str) -> None:
        """See ``SmsGateway``."""
        line = {"at": self._now().isoformat(), "phone": phone, "text": text, "key": key}
        written = json.dumps(line, ensure_ascii=False) + "\n"
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as file:
            file.write(written)

    def close(self) -> None:
        """Nothing is open."""

    def read(self) -> list[dict[str, Any]]:
        """All messages, oldest first."""
        if not self._path.exists():
            return []
        lines = self._path.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def forget_phone(self, phone: str) -> int:
        """Drop the messages to ``phone``; how many there were."""
        return self._keep(lambda line: line["phone"] != phone)

    def forget_before(self, when: datetime) -> int:
        """Drop the messages older than ``when``; how many there were."""
        return self._keep(lambda line: datetime.fromisoformat(line["at"]) >= when)

    def _keep(self, wanted: Callable[[dict[str, Any]], bool]) -> int:
        lines = self.read()
        kept = [line for line in lines if wanted(line)]
        if len(kept) < len(lines):
            text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in kept)
            self._path.write_text(text, encoding="utf-8")
        return len(lines) - len(kept)


def _filled(value: Any, values: dict[str, str]) -> Any:
    """``value`` with every placeholder in its texts replaced, in one pass over each text."""
    if isinstance(value, str):
        parts = [value]
        for name, content in values.items():
            # What was put in already is an odd part, and is never looked at again.
            parts = _split(parts, name, content)
        return "".join(parts)
    if isinstance(value, dict):
        return {name: _filled(item, values) for name, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, values) for item in value]
    return value


def _split(parts: list[str], name: str, content: str) -> list[str]:
    made: list[str] = []
    for place, part in enumerate(parts):
        if place % 2:
            made.append(part)
            continue
        pieces = part.split(name)
        for number, piece in enumerate(pieces):
            made += [content, piece] if number else [piece]
    return made
