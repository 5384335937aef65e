"""What the bot asks the answers API, and what it gets."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, Field

from knowledge_base.model import Section


class Status(StrEnum):
    """How a turn ended; every answer carries one and the boards count them."""

    ANSWERED = "answered"
    NOT_CONFIRMED = "not_confirmed"
    CLARIFIED = "clarified"
    DECLINED_OUT_OF_SCOPE = "declined_out_of_scope"
    DECLINED_UNSURE = "declined_unsure"
    DECLINED_ELSEWHERE = "declined_elsewhere"
    SMALLTALK = "smalltalk"
    NOT_AVAILABLE = "not_available"
    REFERRED = "referred"
    ASKED = "asked"
    RECORDED = "recorded"
    TOO_LONG = "too_long"
    EMPTY = "empty"
    LIMITED = "limited"
    ERROR_BACKEND = "error_backend"


# Everything of one part, when a first answer showed only the beginning of it.
ALL_DOCUMENTS: Literal["documents_all"] = "documents_all"
Part = Section | Literal["documents_all"]


class CentreQuestion(StrEnum):
    """What can be asked about the centre."""

    OVERVIEW = "overview"
    ADDRESS = "address"
    HOURS = "hours"
    DEPARTMENT = "department"
    BRING = "bring"
    PRIORITY = "priority"
    STEPS = "steps"
    HOTLINE = "hotline"
    BRANCHES = "branches"


# What people ask in the same words of a procedure: where, what to bring, how it goes.
ALSO_OF_A_PROCEDURE = frozenset(
    {CentreQuestion.ADDRESS, CentreQuestion.BRING, CentreQuestion.STEPS}
)


class Turn(BaseModel):
    """One message of a person."""

    person: str = Field(
        min_length=1,
        max_length=200,
        description="Who asks: the channel's identity, prefixed by the channel.",
        examples=["web:5f1c"],
    )
    channel: str = Field(
        "rest", max_length=32, description="Channel of the message.", examples=["rest"]
    )
    received_at: float | None = Field(
        None,
        description="When Rasa got the message, in seconds since 1970.",
        examples=[1795339800.0],
    )


class ProcedureTurn(Turn):
    """A question about a procedure, as text or as a pressed button."""

    text: str = Field(
        "",
        description="The message as typed.",
        examples=["làm giấy khai sinh cần gì"],
    )
    code: str | None = Field(
        None, description="Procedure of a pressed button.", examples=["1.001193"]
    )
    section: Part | None = Field(None, description="Part of a pressed button.", examples=["fee"])
    code_in_hand: str | None = Field(
        None, description="Procedure talked about so far.", examples=["1.001193"]
    )


class CentreTurn(Turn):
    """A question about the centre."""

    text: str = Field("", description="The message as typed.", examples=["sở xây dựng tầng mấy"])
    question: CentreQuestion = Field(description="What is asked.", examples=["department"])
    department: str | None = Field(
        None, description="Department as the person named it.", examples=["sở xây dựng"]
    )
    code_in_hand: str | None = Field(
        None, description="Procedure talked about so far.", examples=["1.001193"]
    )


class RecordTurn(Turn):
    """A turn that Rasa answered by itself; kept for the boards."""

    status: Status = Field(description="How the turn ended.", examples=["smalltalk"])
    intent: str = Field(max_length=64, description="The intent.", examples=["greet"])


# Answers with facts, which people may judge.
JUDGED = frozenset({Status.ANSWERED, Status.NOT_CONFIRMED})


class Choice(BaseModel):
    """A button: what it says and what it asks for when pressed."""

    title: str = Field(description="Words on the button.", examples=["Lệ phí"])
    code: str | None = Field(None, description="Procedure it asks about.", examples=["1.001193"])
    section: Part | None = Field(None, description="Part it asks for.", examples=["fee"])
    question: CentreQuestion | None = Field(
        None, description="Question about the centre.", examples=["address"]
    )
    department: str | None = Field(
        None, description="Department it asks about.", examples=["so-xay-dung"]
    )


class Answer(BaseModel):
    """What to tell the person. ``*bold*`` marks the key words of a message."""

    status: Status = Field(description="How the turn ended.", examples=["answered"])
    code: str | None = Field(None, description="Procedure answered from.", examples=["1.001193"])
    name: str | None = Field(
        None, description="Its official name.", examples=["Thủ tục đăng ký khai sinh"]
    )
    section: Section | None = Field(
        None, description="First section answered.", examples=["documents"]
    )
    messages: list[str] = Field(
        description="Messages in order.", examples=[["Dạ, *lệ phí*: miễn phí."]]
    )
    choices: list[Choice] = Field([], description="Buttons to offer after the last message.")
    source: str | None = Field(
        None,
        description="Code, legal basis and date checked, for the small line.",
        examples=["Mã 1.001193 · Luật Hộ tịch (60/2014/QH13) · kiểm tra năm 2026"],
    )
    reference: str | None = Field(
        None, description="Names the answer, so that its person may judge it; of facts only."
    )


def judgeable(answer: Answer, reference: str) -> Answer:
    """``answer`` with its reference, where it tells facts."""
    return answer.model_copy(update={"reference": reference}) if answer.status in JUDGED else answer
