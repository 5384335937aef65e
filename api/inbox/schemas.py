"""What channels write into the inbox and what their workers take out."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, Field

_CHANNEL = Field(
    min_length=1, max_length=32, pattern=r"^[a-z]+$", description="Channel.", examples=["zalo"]
)
_WORKER = Field(min_length=1, max_length=64, description="Who works.", examples=["bot-4711"])


class State(StrEnum):
    """Where an event stands. ``dead``: given up after too many attempts; staff see it."""

    WAITING = "waiting"
    DONE = "done"
    DEAD = "dead"


class NewEvent(BaseModel):
    """An event as a channel got it."""

    channel: str = _CHANNEL
    key: str = Field(
        min_length=1,
        max_length=128,
        description="The channel's id of the event; a resend has the same.",
        examples=["msg:96d3…"],
    )
    person: str = Field(
        min_length=1, max_length=200, description="Who sent it.", examples=["zalo:2468"]
    )
    payload: dict[str, Any] = Field(
        description="The event in motcua's words; kept encrypted.",
        examples=[{"kind": "text", "text": "làm khai sinh cần gì"}],
    )


class Stored(BaseModel):
    """The event is on disk."""

    id: int = Field(description="Its number in the inbox.", examples=[17])
    duplicate: bool = Field(description="Whether it was there already.", examples=[False])


class Claim(BaseModel):
    """A worker asks for what waits."""

    channel: str = _CHANNEL
    worker: str = _WORKER
    limit: int = Field(20, ge=1, le=200, description="Most people to give.", examples=[20])
    lease_s: float = Field(
        60, ge=1, le=600, description="Seconds until another worker may take it.", examples=[60]
    )


class Event(BaseModel):
    """One waiting event."""

    id: int = Field(description="Its number in the inbox.", examples=[17])
    key: str = Field(description="The channel's id of it.", examples=["msg:96d3…"])
    payload: dict[str, Any] = Field(description="The event in motcua's words.")
    received_at: datetime = Field(description="When the channel got it.")
    attempts: int = Field(description="How often a worker has taken it.", examples=[1])


class Batch(BaseModel):
    """All that waits of one person, in the order in which it came."""

    person: str = Field(description="Who sent them.", examples=["zalo:2468"])
    events: list[Event] = Field(description="Oldest first.")


class Settlement(BaseModel):
    """A worker has handled events, or could not."""

    worker: str = _WORKER
    ids: list[int] = Field(min_length=1, max_length=500, description="Numbers.", examples=[[17]])
    error: str | None = Field(
        None,
        max_length=64,
        description="Code of what went wrong; the events are tried again.",
        examples=["rasa.crashed"],
    )
    untried: bool = Field(
        False,
        description="The events were not tried, since an earlier one failed: no attempt counts.",
        examples=[False],
    )
