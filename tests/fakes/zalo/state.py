"""What the fake Zalo knows."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from tests.fakes.common.clock import Clock
from tests.fakes.common.delivery import Rules, WebhookSender
from tests.fakes.common.faults import Faults
from tests.fakes.common.rate import SlidingWindow
from tests.fakes.zalo.errors import NOT_FOLLOWING, OUT_OF_WINDOW, ZaloError, invalid
from tests.fakes.zalo.settings import (
    BILLED_WINDOW_S,
    FREE_WINDOW_S,
    RETRY_PAUSES_S,
    ZaloSettings,
)
from tests.fakes.zalo.tokens import Tokens


@dataclass
class User:
    """A person as the OA sees them.

    Attributes:
        following: None when they never followed nor unfollowed.
        last_interaction_s: seconds since 1970; None when there was none.
        refusal: error that every message to them gets.
    """

    user_id: str
    following: bool | None = None
    last_interaction_s: float | None = None
    refusal: int | None = None
    display_name: str = "Người dùng thử"
    shared_info: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Sent:
    """A message that someone received. Sending it twice shows it twice."""

    kind: Literal["cs", "anonymous", "template", "zns"]
    to: str
    message_id: str
    message: dict[str, Any]
    at_ms: int
    billed: bool


@dataclass(frozen=True)
class Upload:
    """An attachment: ``kind`` is image, gif or file."""

    kind: str
    size: int
    at_s: float


@dataclass(frozen=True)
class SentByPerson:
    """A file that a person sent, as Zalo's hosts give it out; ``moved_to``: it lies elsewhere."""

    content: bytes = b""
    media_type: str = "application/octet-stream"
    moved_to: str = ""


@dataclass(frozen=True)
class Template:
    """A template message: greatest lengths by parameter."""

    parameters: dict[str, int]
    approved: bool = True


@dataclass
class ZaloFake:
    """Everything, from the last reset on."""

    settings: ZaloSettings = field(default_factory=ZaloSettings)
    clock: Clock = field(default_factory=Clock)
    faults: Faults = field(default_factory=Faults)
    users: dict[str, User] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    uploads: dict[str, Upload] = field(default_factory=dict)
    templates: dict[str, Template] = field(default_factory=dict)
    files: dict[str, SentByPerson] = field(default_factory=dict)
    rate: SlidingWindow = field(default_factory=lambda: SlidingWindow(60))
    subscribed: bool = True

    def __post_init__(self) -> None:
        self.tokens = Tokens(self.settings, self.clock)
        self.sender = WebhookSender(self._rules, self._given_up)

    def known(self, user_id: str) -> User:
        """The user, now known."""
        return self.users.setdefault(user_id, User(user_id))

    def user(self, user_id: object) -> User:
        """The user; -201 for a stranger."""
        if not isinstance(user_id, str) or user_id not in self.users:
            raise invalid("user_id")
        return self.users[user_id]

    def is_billed(self, user: User) -> bool:
        """Whether a message to ``user`` costs now; refused where it may not be sent at all."""
        if user.refusal is not None:
            raise ZaloError(user.refusal)
        if user.following is False:
            raise ZaloError(NOT_FOLLOWING)
        if user.last_interaction_s is None:
            raise ZaloError(OUT_OF_WINDOW)
        age_s = self.clock.now_s() - user.last_interaction_s
        if age_s > BILLED_WINDOW_S:
            raise ZaloError(OUT_OF_WINDOW)
        return age_s > FREE_WINDOW_S

    def deliver(
        self,
        kind: Literal["cs", "anonymous", "template", "zns"],
        to: str,
        message: dict[str, Any],
        billed: bool,
    ) -> Sent:
        """Hand a message to a person."""
        now = self.clock.now_ms()
        sent = Sent(kind, to, secrets.token_hex(10), message, now, billed)
        self.sent.append(sent)
        return sent

    def received(self, to: str | None) -> list[dict[str, Any]]:
        """What one person, or everyone, received, oldest first."""
        return [asdict(item) for item in self.sent if to is None or item.to == to]

    def _rules(self) -> Rules:
        return Rules(
            url=self.settings.webhook_url if self.subscribed else None,
            pauses_s=tuple(pause * self.settings.retry_factor for pause in RETRY_PAUSES_S),
            answer_within_s=self.settings.answer_within_s,
            accepts=lambda status: status == 200,
            retry_header="num_retry",
            parks=False,
        )

    def _given_up(self) -> None:
        if self.settings.unsubscribes:
            self.subscribed = False
