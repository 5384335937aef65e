"""What channels tell of people."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, Field


class Notice(StrEnum):
    """What happened beside the dialogue."""

    SEEN = "seen"
    UNFOLLOW = "unfollow"
    UNREACHABLE = "unreachable"
    WITHDRAW = "withdraw"
    HUMAN_REPLY = "human_reply"


class PersonNotice(BaseModel):
    """One thing that happened to one person."""

    person: str = Field(min_length=1, max_length=200, description="Who.", examples=["zalo:2468"])
    notice: Notice = Field(description="What.", examples=["unfollow"])


class PersonState(BaseModel):
    """How a person stands."""

    person: str = Field(description="Who.", examples=["zalo:2468"])
    reachable: bool = Field(description="Whether messages arrive.", examples=[True])
    silent: bool = Field(
        description="Whether a person of the office is talking, so that the assistant is silent.",
        examples=[False],
    )
