"""One person on each channel, driven alike: what they write, what they tap, what they read."""

from __future__ import annotations

import re
import secrets
import sqlite3
from abc import ABC, abstractmethod
from typing import Any

import httpx

from tests.e2e.city import City, wait_for

_PAYLOAD = "payload"
# Zalo shows five buttons at most and puts these words over the others (``data/channels/zalo.yml``).
_OVER_MORE_BUTTONS = "Các mục khác:"
# Numbers of requests, petitions and receipts: everybody has their own.
_NUMBER_OF_OURS = re.compile(r"\b(HT|PA|XD)-\d{4}-\d{6}\b")


class Citizen(ABC):
    """Somebody who talks with the assistant on one channel."""

    channel: str

    @abstractmethod
    def say(self, text: str) -> list[str]:
        """Write ``text``; the texts of the whole answer."""

    @abstractmethod
    def tap(self, title: str) -> list[str]:
        """Tap the button with that title; the texts of the whole answer.

        Raises:
            LookupError: there is no such button in what was read last.
        """

    def close(self) -> None:  # noqa: B027  # optional
        """Leave."""


class OnPlatform(Citizen):
    """On a channel that sends events: an answer is whole once the inbox holds nothing more."""

    def __init__(self, town: City, number: int) -> None:
        self._town = town
        self._number = number
        self._database = town.stack.state / "motcua.db"

    def say(self, text: str) -> list[str]:
        before = len(self._read())
        self._write(text)
        return self._answer(before)

    def tap(self, title: str) -> list[str]:
        before = len(self._read())
        self._press(title)
        return self._answer(before)

    def _answer(self, before: int) -> list[str]:
        wait_for(lambda: not self._waiting(), within_s=60)
        return self._read()[before:]

    def _waiting(self) -> int:
        query = "select count(*) from inbox where person = ? and state = 'waiting'"
        address = f"{self._database.as_uri()}?mode=ro"
        with sqlite3.connect(address, uri=True, timeout=20) as database:
            (count,) = database.execute(query, (f"{self.channel}:{self._number}",)).fetchone()
        database.close()
        return int(count)

    @abstractmethod
    def _write(self, text: str) -> None: ...

    @abstractmethod
    def _press(self, title: str) -> None: ...

    @abstractmethod
    def _read(self) -> list[str]: ...


class OnZalo(OnPlatform):
    """On Zalo."""

    channel = "zalo"

    def _write(self, text: str) -> None:
        self._town.zalo.says(str(self._number), text)

    def _press(self, title: str) -> None:
        self._town.zalo.press(str(self._number), title)

    def _read(self) -> list[str]:
        texts = self._town.zalo.texts(str(self._number))
        return [text for text in texts if text != _OVER_MORE_BUTTONS]


class OnTelegram(OnPlatform):
    """On Telegram."""

    channel = "telegram"

    def _write(self, text: str) -> None:
        self._town.telegram.says(self._number, text)

    def _press(self, title: str) -> None:
        self._town.telegram.press(self._number, title)

    def _read(self) -> list[str]:
        return self._town.telegram.texts(self._number)


class OverHttp(Citizen):
    """On a channel that answers a request with messages and buttons."""

    def __init__(self, town: City) -> None:
        self._http = httpx.Client(timeout=30, trust_env=False)
        self._town = town
        self._buttons: dict[str, str] = {}

    def say(self, text: str) -> list[str]:
        return self._heard(self._send(text))

    def tap(self, title: str) -> list[str]:
        return self._heard(self._send(self._buttons[title], title))

    def close(self) -> None:
        self._http.close()

    def _heard(self, messages: list[dict[str, Any]]) -> list[str]:
        for message in messages:
            self._buttons |= {item["title"]: item[_PAYLOAD] for item in self._choices(message)}
        return [message["text"] for message in messages if message.get("text")]

    @abstractmethod
    def _send(self, text: str, title: str | None = None) -> list[dict[str, Any]]: ...

    @abstractmethod
    def _choices(self, message: dict[str, Any]) -> list[dict[str, str]]: ...


class OnWeb(OverHttp):
    """In a browser, by the calls that the widget makes."""

    channel = "web"

    def _send(self, text: str, title: str | None = None) -> list[dict[str, Any]]:
        body = {"text": text} if title is None else {_PAYLOAD: text, "title": title}
        reply = self._http.post(f"{self._town.stack.api}/api/v1/chat/messages", json=body)
        messages: list[dict[str, Any]] = reply.raise_for_status().json()["messages"]
        return messages

    def _choices(self, message: dict[str, Any]) -> list[dict[str, str]]:
        return list(message["choices"])


class OnRest(OverHttp):
    """On Rasa's own REST channel, as a widget of somebody else's would use it."""

    channel = "rest"

    def __init__(self, town: City) -> None:
        super().__init__(town)
        self._sender = f"rest:{secrets.token_hex(8)}"

    def _send(self, text: str, title: str | None = None) -> list[dict[str, Any]]:
        url = f"{self._town.stack.rasa}/webhooks/rest/webhook"
        reply = self._http.post(url, json={"sender": self._sender, "message": text})
        messages: list[dict[str, Any]] = reply.raise_for_status().json()
        return messages

    def _choices(self, message: dict[str, Any]) -> list[dict[str, str]]:
        return list(message.get("buttons") or [])


def as_read(texts: list[str]) -> str:
    """What a person reads, in one line: each channel cuts and marks a text in its own way."""
    words = _NUMBER_OF_OURS.sub("số của người hỏi", " ".join(texts).replace("*", ""))
    return re.sub(r"\s+", " ", words).strip()
