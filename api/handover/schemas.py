"""What the bot tells of a hand-over, what it is answered, and what is sealed."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, Field

LONGEST_TEXT = 4000
_PERSON = Field(min_length=1, max_length=200, description="Who.", examples=["zalo:2468"])
_KEY = Field(
    min_length=1,
    max_length=128,
    description="The channel's id of the message; the same one comes in once.",
    examples=["a1b2"],
)
_REFERENCES: list[str] = Field(
    [], max_length=200, description="Of the vault: what the marks in the text stand for, in order."
)


class Reason(StrEnum):
    """Why a person is needed."""

    ASKED = "asked"
    ANGRY = "angry"
    MISUNDERSTOOD = "misunderstood"
    SENSITIVE = "sensitive"


class State(StrEnum):
    """Where a request stands."""

    WAITING = "waiting"
    TAKEN = "taken"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How a request ended. ``knowledge_gap``: our records could not answer; kept as a lesson."""

    ANSWERED = "answered"
    KNOWLEDGE_GAP = "knowledge_gap"
    OTHER = "other"
    CITIZEN_LEFT = "citizen_left"
    FORGOTTEN = "forgotten"


class Author(StrEnum):
    """Who speaks in a request. ``note`` is for officers only, ``system`` says what happened."""

    CITIZEN = "citizen"
    OFFICER = "officer"
    ASSISTANT = "assistant"
    NOTE = "note"
    SYSTEM = "system"


class PastTurn(BaseModel):
    """One turn of the conversation before, personal numbers masked."""

    asked: str = Field("", max_length=2000, description="What was typed or tapped.")
    answered: str = Field("", max_length=600, description="How the answer began.")
    status: str | None = Field(None, max_length=32, description="How the turn ended.")
    code: str | None = Field(None, max_length=16, description="Procedure answered from.")


class Opening(BaseModel):
    """Somebody needs a person."""

    person: str = _PERSON
    channel: str = Field("rest", max_length=32, description="Where they write.", examples=["zalo"])
    reason: Reason = Field(Reason.ASKED, description="Why.")
    matter: str | None = Field(
        None, max_length=64, description="Of data/handover/sensitive.yml.", examples=["corruption"]
    )
    text: str = Field("", max_length=LONGEST_TEXT, description="The latest message, masked.")
    references: list[str] = _REFERENCES
    key: str = _KEY
    code_in_hand: str | None = Field(None, max_length=16, description="Procedure talked about.")
    department: str | None = Field(None, max_length=200, description="A department they named.")
    ward: str | None = Field(None, max_length=200, description="A ward they named.")
    turns: list[PastTurn] = Field([], max_length=20, description="Before, oldest first.")


class Opened(BaseModel):
    """The request, and what the citizen is told of it."""

    number: str = Field(description="Of the request.", examples=["HT-2026-000123"])
    duplicate: bool = Field(description="Whether the person had an open one already.")
    messages: list[str] = Field(description="What to say, with `*bold*` marks.")


class Said(BaseModel):
    """What a citizen with an open request wrote."""

    person: str = _PERSON
    text: str = Field("", max_length=LONGEST_TEXT, description="The message, masked.")
    references: list[str] = _REFERENCES
    key: str = _KEY
    kind: str = Field("text", max_length=16, description="What was sent: text, image, location …")
    media: dict[str, str] = Field({}, max_length=20, description="What the channel tells of it.")
    media_references: list[str] = Field(
        [], max_length=200, description="Of the vault: what the marks in `media` stand for."
    )


class Passed(BaseModel):
    """What becomes of a message."""

    open: bool = Field(description="Whether the request is still open; the message is in it.")
    silent: bool = Field(description="Whether the assistant leaves the talking to the officer.")


class Leaving(BaseModel):
    """The citizen wants the assistant back."""

    person: str = _PERSON


class Left(BaseModel):
    """What became of it."""

    closed: bool = Field(description="Whether there was an open request.")


class Summary(BaseModel):
    """What the officer reads first; sealed at rest."""

    turns: list[PastTurn] = []
    procedure: str | None = None
    matter: str | None = None
    department: str | None = None
    ward: str | None = None


class Content(BaseModel):
    """What one message holds; sealed at rest."""

    text: str = ""
    kind: str = "text"
    media: dict[str, str] = {}
