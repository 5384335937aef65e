"""What our own processes ask of privacy, and what they are told."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, Field

from api.privacy.phones.service import Outcome
from api.privacy.requests.schemas import RequestState


class Person(BaseModel):
    """Whom it is about."""

    person: str = Field(
        min_length=3, max_length=200, description="Channel identity.", examples=["zalo:2468"]
    )


class ReceiptNumber(BaseModel):
    """A receipt, as people write it."""

    number: str = Field(max_length=64, description="Its number.", examples=["XD-2026-000123"])


class ReceiptState(BaseModel):
    """How a request stands; without ``state`` there is none with that number."""

    number: str = Field(description="Its number.", examples=["XD-2026-000123"])
    state: RequestState | None = Field(None, description="Open until every place has done it.")
    asked_at: datetime | None = Field(None, description="When it was asked for.")
    done_at: datetime | None = Field(None, description="When it was done.")


class KeptThings(BaseModel):
    """What one place keeps of a person."""

    label: str = Field(description="What, in Vietnamese.")
    kept: str = Field(description="How long, in Vietnamese.", examples=["90 ngày"])
    things: int | None = Field(description="How many; null: it cannot be told now.")


class OverviewReply(BaseModel):
    """What is kept of a citizen."""

    channels: list[str] = Field(description="Linked channels, the asking one first.")
    places: list[KeptThings] = Field(description="Places that have something.")
    file: str | None = Field(None, description="Address of the person's own file, for minutes.")
    phone_asked_again: bool = Field(
        False, description="Whether the phone must be proved again before channels are linked."
    )


class NoticeShown(Person):
    """The notice was shown."""

    version: str = Field(min_length=1, max_length=16, description="Of its text.", examples=["1"])


class Purpose(Person):
    """One purpose of one person."""

    purpose: str = Field(min_length=1, max_length=32, examples=["contact_phone"])


class ConsentQuestion(BaseModel):
    """What to ask; ``given``: they agree already."""

    purpose: str = Field(examples=["contact_phone"])
    title: str = Field(description="Short name of the purpose.")
    text: str = Field(description="What to ask.")
    version: str = Field(description="Of the text; it comes back with the consent.")
    given: bool = Field(description="Whether they agree to this text already.")


class NewConsent(Purpose):
    """A person agreed."""

    version: str = Field(min_length=1, max_length=16, description="Of the text that was shown.")
    channel: str = Field(max_length=32, description="Where they said so.", examples=["telegram"])


class Withdrawal(Person):
    """A person takes consent back."""

    purpose: str | None = Field(None, max_length=32, description="Unset: all purposes.")


class Withdrawn(BaseModel):
    """What was taken back."""

    titles: list[str] = Field(description="Short names of the purposes.")


class Standing(BaseModel):
    """Purposes to which a person agrees."""

    titles: dict[str, str] = Field(description="Short names by purpose.")


class Given(BaseModel):
    """Whether a person agrees."""

    given: bool


class How(StrEnum):
    """What an answer about a phone is."""

    SHARE = "share"
    NUMBER = "number"
    CODE = "code"


class PhoneStep(Person):
    """A step of proving a phone; the values themselves lie in the vault."""

    how: How = Field(description="A channel's share, a typed number, or a typed code.")
    references: list[str] = Field(min_length=1, max_length=20, description="In the vault.")


class PhoneStepDone(BaseModel):
    """How the step ended."""

    outcome: Outcome = Field(examples=["sent"])
    channels: list[str] = Field([], description="All linked channels, once it is linked.")


class SmsState(BaseModel):
    """Whether codes can be sent."""

    on: bool
