"""What the dialogue tells of a petition and what it gets back."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, Field

NUMBER_PATTERN = r"^PA-20\d\d-\d{6,9}$"
MOST_PHOTOS = 5
_LONGEST_TEXT = 4000
_Reference = Field(min_length=1, max_length=64)


class State(StrEnum):
    """Where a petition stands."""

    NEW = "new"
    TAKEN = "taken"
    ANSWERED = "answered"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """In Vietnamese, for staff and citizens."""
        return _LABELS[self]


_LABELS = {
    State.NEW: "Mới nhận",
    State.TAKEN: "Đang xử lý",
    State.ANSWERED: "Đã trả lời",
    State.CLOSED: "Đã kết thúc",
}


class ReadingRequest(BaseModel):
    """A message to read."""

    text: str = Field(
        max_length=_LONGEST_TEXT,
        description="As typed.",
        examples=["phản ánh cán bộ quầy 5 phường Tân Định nói chuyện khó chịu"],
    )


class Named(BaseModel):
    """Something with an id and words for people."""

    id: str = Field(description="Stable id.", examples=["thai-do"])
    name: str = Field(description="In Vietnamese.", examples=["Thái độ phục vụ"])


class Reading(BaseModel):
    """What a message says of a petition; what it does not say is ``None``."""

    tells: bool = Field(description="Whether it tells what happened, not only that there is more.")
    kind: Named = Field(description="Phản ánh, kiến nghị or khen.")
    category: Named | None = Field(None, description="What it is about.")
    place: str | None = Field(None, description="Ward, department or both, by their names.")
    formal: str | None = Field(
        None, description="What to say first to who speaks of a formal complaint, with its doubt."
    )
    categories: list[Named] = Field(description="All there are, for buttons.")


class NewPetition(BaseModel):
    """A petition as it is sent."""

    person: str = Field(min_length=1, max_length=200, description="Who.", examples=["zalo:2468"])
    channel: str = Field(max_length=32, description="Where.", examples=["zalo"])
    key: str = Field(
        min_length=8, max_length=64, description="Names the draft; sent twice it is one petition."
    )
    kind: str = Field("phan-anh", max_length=16, description="Id of its kind.")
    category: str = Field("khac", max_length=32, description="Id of its category.")
    text: str = Field(min_length=1, max_length=_LONGEST_TEXT, description="What happened.")
    references: list[str] = Field(
        [], max_length=50, description="Of the values masked in the text, in order."
    )
    place: str = Field("", max_length=500, description="Where, in the person's words.")
    place_references: list[str] = Field([], max_length=50, description="Masked in the place.")
    phone: str | None = Field(None, max_length=64, description="Reference of the phone, if given.")
    photos: list[str] = Field([], max_length=MOST_PHOTOS, description="References of pictures.")


class Opened(BaseModel):
    """The petition is on disk."""

    number: str = Field(description="To follow it by.", examples=["PA-2026-000123"])
    duplicate: bool = Field(description="Whether it was there already.")
    photos: int = Field(description="How many pictures were kept.")
    phone_kept: bool = Field(description="Whether a phone is kept with it.")


class Lookup(BaseModel):
    """Ask how one's own petitions stand."""

    person: str = Field(min_length=1, max_length=200, description="Who asks.")
    number: str | None = Field(
        None,
        max_length=32,
        description="Which one; unset, the latest.",
        examples=["PA-2026-000123"],
    )


class Standing(BaseModel):
    """How one petition stands, for its person."""

    number: str = Field(description="Its number.")
    kind: str = Field(description="Kind in words.")
    category: str = Field(description="Category in words.")
    state: State = Field(description="Its state.")
    state_name: str = Field(description="Its state in words.")
    created_at: datetime = Field(description="When it was sent.")
    answer: str | None = Field(None, description="The answer, personal numbers hidden.")


class Standings(BaseModel):
    """One's own petitions; a number of somebody else's is not in it, as if there were none."""

    petitions: list[Standing] = Field(description="The youngest first, at most three.")
