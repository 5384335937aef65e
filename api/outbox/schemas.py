"""What is put into the outbox, and what a channel tells of a send."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, Field

NOTIFY = "notify"
# The entity that names the notice to say.
NOTICE = "notice"
_CODE = r"^[a-z0-9_.\-]+$"
_Words = dict[str, str]


class Purpose(StrEnum):
    """Why somebody is told something."""

    REMINDER = "reminder"
    STATUS_CHANGE = "status_change"
    OFFICER_REPLY = "officer_reply"
    NOTICE = "notice"


class State(StrEnum):
    """Where a message stands. ``dead``: given up; staff see it and may send it again."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"


class Outcome(StrEnum):
    """How a send ended: the class of its error decides whether it is tried again."""

    SENT = "sent"
    TEMPORARY = "temporary"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"


class NewMessage(BaseModel):
    """Something to tell a person."""

    person: str = Field(
        min_length=3,
        max_length=200,
        pattern=r"^[a-z]+:.",
        description="Whom; the part before the colon is the channel.",
        examples=["zalo:2468"],
    )
    purpose: Purpose = Field(description="Why.", examples=["reminder"])
    key: str = Field(
        min_length=1,
        max_length=128,
        description="Names the effect; a second message with it is the same one.",
        examples=["appointment:17:day-before"],
    )
    intent: str = Field(
        NOTIFY, max_length=64, pattern=_CODE, description="What the dialogue hears."
    )
    entities: _Words = Field(
        default_factory=dict,
        max_length=20,
        description="What the dialogue keeps in clear: no personal data. `notice` names one of "
        "data/notices.",
        examples=[{"notice": "reminder.appointment"}],
    )
    values: _Words = Field(
        default_factory=dict,
        max_length=20,
        description="What only the message shows; the dialogue keeps a mask of each.",
        examples=[{"time": "08:30", "date": "24/11/2026"}],
    )
    not_before: datetime | None = Field(None, description="Earliest time; unset, now.")
    urgent: bool = Field(False, description="Whether it may go out in quiet hours.")


class Queued(BaseModel):
    """The message is on disk."""

    id: int = Field(description="Its number in the outbox.", examples=[17])
    duplicate: bool = Field(description="Whether it was there already.", examples=[False])


class Start(BaseModel):
    """A channel is about to send."""

    attempt: int = Field(ge=1, description="The attempt that it was handed.", examples=[1])


class Started(BaseModel):
    """Whether it may."""

    may_send: bool = Field(description="False: the message was settled or handed to another.")


class Receipt(Start):
    """How a send ended."""

    outcome: Outcome = Field(description="What became of it.", examples=["sent"])
    reason: str = Field(
        "", max_length=64, description="Stable code of what went wrong.", examples=["flood"]
    )
    perhaps_arrived: bool = Field(
        False, description="Whether a failed send may have arrived all the same."
    )


class Settled(BaseModel):
    """Where the message stands now."""

    state: State = Field(description="Its state.", examples=["sent"])


class Delivery(BaseModel):
    """A message on its way to Rasa; it lives in memory only.

    ``entities`` are what the dialogue keeps, masks included; ``reveal`` is what stands
    behind each mask.
    """

    id: int
    attempt: int
    person: str
    intent: str
    entities: _Words
    reveal: _Words
