"""What the fake Telegram knows."""

from __future__ import annotations

import itertools
import secrets
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.common.clock import Clock
from tests.fakes.common.delivery import Rules, WebhookSender
from tests.fakes.common.faults import Faults
from tests.fakes.telegram.errors import bad_request, forbidden
from tests.fakes.telegram.limits import FloodControl
from tests.fakes.telegram.settings import RETRY_PAUSES_S, TelegramSettings

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass
class Chat:
    """A conversation as the bot sees it; ``shown`` is its ``Chat`` object."""

    id: int
    shown: dict[str, Any]
    blocked: bool = False
    deactivated: bool = False
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)

    @property
    def private(self) -> bool:
        """Between one person and the bot."""
        return bool(self.shown["type"] == "private")


@dataclass
class Callback:
    """A tap on a button, and how often it was answered."""

    id: str
    chat_id: int | None
    data: str
    at_s: float
    answers: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class StoredFile:
    """A file on Telegram's disks."""

    file_id: str
    name: str
    content: bytes

    @property
    def path(self) -> str:
        """Below ``/file/bot<token>/``."""
        return f"documents/{self.file_id}/{self.name}"


@dataclass
class Webhook:
    """What ``setWebhook`` left."""

    url: str = ""
    secret: str = ""
    allowed: tuple[str, ...] = ()
    max_connections: int = 40


@dataclass
class TelegramFake:
    """Everything, from the last reset on.

    Attributes:
        sent: messages that arrived, oldest first: chat, method, message, markup.
        calls: every call of a method with its fields, refused ones too.
    """

    settings: TelegramSettings = field(default_factory=TelegramSettings)
    clock: Clock = field(default_factory=Clock)
    faults: Faults = field(default_factory=Faults)
    chats: dict[int, Chat] = field(default_factory=dict)
    callbacks: dict[str, Callback] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    webhook: Webhook = field(default_factory=Webhook)
    sent: list[dict[str, Any]] = field(default_factory=list)
    calls: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sender = WebhookSender(self._rules, lambda: None)
        self.flood = FloodControl(self.settings, self.clock)
        self.update_ids = itertools.count(secrets.randbelow(10**6) + 1000)
        self._message_ids: defaultdict[int, itertools.count[int]] = defaultdict(
            lambda: itertools.count(1)
        )

    def known(self, shown: dict[str, Any]) -> Chat:
        """The chat of a ``Chat`` object, now known."""
        return self.chats.setdefault(shown["id"], Chat(shown["id"], shown))

    def chat(self, chat_id: str | None) -> Chat:
        """The chat to send to; 400 for a stranger, 403 where the bot is not wanted."""
        if chat_id is None or not chat_id.lstrip("-").isdigit():
            raise bad_request("chat_id is empty" if not chat_id else "chat not found")
        chat = self.chats.get(int(chat_id))
        if chat is None:
            raise bad_request("chat not found")
        if chat.deactivated:
            raise forbidden("user is deactivated")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        return chat

    def next_message_id(self, chat: Chat) -> int:
        """A number that no message of the chat has."""
        ids = self._message_ids[chat.id]
        return next(number for number in ids if number not in chat.messages)

    def store(self, name: str, content: bytes) -> StoredFile:
        """Keep a file."""
        file = StoredFile(f"F{secrets.token_hex(16)}", name, content)
        self.files[file.file_id] = file
        return file

    def bot(self) -> dict[str, Any]:
        """The bot as a ``User`` object."""
        return {
            "id": self.settings.bot_id,
            "is_bot": True,
            "first_name": self.settings.first_name,
            "username": self.settings.username,
        }

    def _rules(self) -> Rules:
        hook = self.webhook
        return Rules(
            url=hook.url or None,
            pauses_s=tuple(pause * self.settings.retry_factor for pause in RETRY_PAUSES_S),
            answer_within_s=self.settings.answer_within_s,
            accepts=lambda status: 200 <= status < 300,
            retry_header=None,
            parks=True,
            headers={SECRET_HEADER: hook.secret} if hook.secret else {},
        )
