"""What a channel received, in motcua's words: the same for Zalo, Telegram and the web."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import Enum
from typing import Any, Dict, Mapping


class Kind(str, Enum):
    """What a person did."""

    TEXT = "text"
    BUTTON = "button"
    IMAGE = "image"
    FILE = "file"
    LOCATION = "location"
    CONTACT = "contact"
    STICKER = "sticker"
    VOICE = "voice"
    VIDEO = "video"
    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    WITHDRAW = "withdraw"
    # A person of the office answered in the channel's own tool.
    HUMAN_REPLY = "human_reply"
    # The channel tells that the person can no longer be reached.
    UNREACHABLE = "unreachable"


# What happens beside the dialogue: the API notes it, Rasa hears nothing of it.
NOTICES = frozenset({Kind.UNFOLLOW, Kind.WITHDRAW, Kind.HUMAN_REPLY, Kind.UNREACHABLE})


@dataclass(frozen=True)
class Inbound:
    """One event of a channel.

    Attributes:
        key: the channel's id of the event, or one made from its content; a resend of the
            same event has the same key.
        person: who, prefixed by the channel: ``zalo:2468``, ``telegram:97``, ``web:5f1c``.
        kind: what they did.
        text: the words typed, the payload of a pressed button, or a caption.
        data: what the kind needs: ``url``, ``name`` (of a file), ``latitude``,
            ``longitude``, ``phone`` (of a contact that is verified to be theirs) ….
        occurred_at: when, by the channel's clock, in Unix seconds.
    """

    key: str
    person: str
    kind: Kind
    text: str = ""
    data: Dict[str, str] = field(default_factory=dict)
    occurred_at: float = 0.0

    def payload(self) -> dict[str, Any]:
        """What the inbox keeps of it."""
        kept = asdict(self)
        kept["kind"] = self.kind.value
        del kept["key"], kept["person"]
        return kept

    @classmethod
    def of(cls, key: str, person: str, payload: Mapping[str, Any]) -> Inbound:
        """Read what the inbox kept.

        Raises:
            ValueError: the kind is unknown (an event of a newer version).
        """
        return cls(key=key, person=person, **{**payload, "kind": Kind(payload["kind"])})
