"""What a person thinks of an answer."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

ANSWER_PATTERN = r"^[0-9a-f]{32}$"


class Rating(StrEnum):
    """Thumb up or down."""

    UP = "up"
    DOWN = "down"

    @property
    def label(self) -> str:
        """In Vietnamese, as the console shows it."""
        return "👍 Có ích" if self is Rating.UP else "👎 Chưa được"


class Judgement(BaseModel):
    """What is told of one answer; told again it takes the place of what was told before."""

    model_config = ConfigDict(extra="forbid")

    answer: str = Field(
        pattern=ANSWER_PATTERN,
        description="Reference of the answer, as its turn's end gave it.",
        examples=["5f1c0d2e9a7b4c3d8e6f1a2b3c4d5e6f"],
    )
    rating: Rating = Field(description="Thumb.", examples=["up"])
    reason: str | None = Field(
        None, max_length=32, description="Id of a reason.", examples=["thieu"]
    )
    words: str = Field(
        "", max_length=500, description="In the person's own words.", examples=["chưa có lệ phí"]
    )


class GivenJudgement(Judgement):
    """A judgement that reached one of our own processes."""

    person: str = Field(min_length=1, max_length=200, description="Whose answer it was.")


class Reason(BaseModel):
    """Why an answer did not help."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z-]{1,32}$", description="Stable id.", examples=["thieu"])
    name: str = Field(
        min_length=1, max_length=40, description="On the button.", examples=["Còn thiếu thông tin"]
    )
