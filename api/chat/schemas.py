"""What the browser sends and what it gets."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

_LONGEST_TITLE = 200


class ChatRequest(BaseModel):
    """One message: typed (``text``), or a button (``payload`` with its ``title``)."""

    model_config = ConfigDict(extra="forbid")

    text: str | None = Field(
        None, description="What the person typed.", examples=["Làm khai sinh cho bé cần gì?"]
    )
    payload: str | None = Field(
        None,
        description="Command of the pressed button, as an answer gave it.",
        examples=['/choose{"code":"1.001193","section":"fee"}'],
    )
    title: str | None = Field(
        None,
        max_length=_LONGEST_TITLE,
        description="What stood on the button.",
        examples=["Lệ phí"],
    )

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.text is None) == (self.payload is None):
            raise ValueError("give either text or payload")
        return self


class ChatChoice(BaseModel):
    """A button under a message."""

    title: str = Field(description="What stands on it.", examples=["Lệ phí"])
    payload: str = Field(
        description="What to send when it is pressed.",
        examples=['/choose{"code":"1.001193","section":"fee"}'],
    )


class ChatMessage(BaseModel):
    """One bubble of the answer."""

    text: str | None = Field(
        None, description="Text with `*bold*` marks and line breaks.", examples=["Dạ, *miễn phí*."]
    )
    choices: list[ChatChoice] = Field([], description="Buttons under it.")
    image: str | None = Field(None, description="Address of a picture, https only.")


class ChatReply(BaseModel):
    """The assistant's answer to one message."""

    messages: list[ChatMessage] = Field(description="Bubbles, in order; at least one.")
    status: str | None = Field(
        None, description="How the turn ended; for programs only.", examples=["answered"]
    )
    code: str | None = Field(
        None, description="Procedure answered from; for programs only.", examples=["1.001193"]
    )
    section: str | None = Field(
        None, description="First part answered; for programs only.", examples=["fee"]
    )
