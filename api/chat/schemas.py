"""What the browser sends and what it gets."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.feedback.schemas import Reason

_LONGEST_TITLE = 200
ID_PATTERN = r"^[A-Za-z0-9_-]{16,64}$"


class ChatRequest(BaseModel):
    """One message: typed (``text``), a button (``payload`` with its ``title``), or an image."""

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
    image: str | None = Field(
        None, pattern=ID_PATTERN, description="Reference of an image uploaded before."
    )

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if sum(value is not None for value in (self.text, self.payload, self.image)) != 1:
            raise ValueError("give either text, payload or image")
        return self


class StreamRequest(ChatRequest):
    """The same, with an id of the browser's making: sent twice, it is answered once."""

    id: str = Field(
        pattern=ID_PATTERN,
        description="Random id of this message; the same when it is sent again.",
        examples=["6f0c1a52b7d94e0f9a3b"],
    )


class ChatChoice(BaseModel):
    """A button under a message: it sends ``payload``, or opens ``url``."""

    title: str = Field(description="What stands on it.", examples=["Lệ phí"])
    payload: str = Field(
        description="What to send when it is pressed.",
        examples=['/choose{"code":"1.001193","section":"fee"}'],
    )
    url: str | None = Field(None, description="Address to open instead, https or tel only.")


class ChatCard(BaseModel):
    """A titled box, e.g. an appointment."""

    title: str = Field(description="Heading.", examples=["Lịch hẹn thứ Ba 24/11"])
    subtitle: str | None = Field(None, description="A few lines below, with `*bold*` marks.")
    image: str | None = Field(None, description="Address of a picture, https only.")


class ChatFile(BaseModel):
    """Something to download."""

    url: str = Field(description="Address, https only.")
    name: str = Field(description="Name to show.", examples=["To-khai-dang-ky-khai-sinh.docx"])


class ChatField(BaseModel):
    """One field of a form."""

    label: str = Field(description="What to fill in.", examples=["Ngày hẹn"])
    kind: Literal["date", "text", "choice"] = Field("text", description="How it is filled in.")
    required: bool = Field(True, description="Whether it must be filled in.")
    min: date | None = Field(None, description="First day that may be chosen.")
    max: date | None = Field(None, description="Last day that may be chosen.")
    options: list[str] = Field([], description="What may be chosen.")


class ChatForm(BaseModel):
    """A form under a message. Its answer is sent as text, one ``label: value`` a line."""

    fields: list[ChatField] = Field(description="One to eight fields.", min_length=1, max_length=8)
    submit: str = Field("Gửi", description="What stands on its button.")


class ChatMessage(BaseModel):
    """One bubble of the answer."""

    text: str | None = Field(
        None, description="Text with `*bold*` marks and line breaks.", examples=["Dạ, *miễn phí*."]
    )
    choices: list[ChatChoice] = Field([], description="Buttons under it.")
    image: str | None = Field(None, description="Address of a picture, https only.")
    card: ChatCard | None = Field(None, description="A titled box.")
    file: ChatFile | None = Field(None, description="Something to download.")
    form: ChatForm | None = Field(None, description="Fields to fill in.")


class TurnEnd(BaseModel):
    """How a turn ended, for programs only."""

    status: str | None = Field(None, description="How it ended.", examples=["answered"])
    code: str | None = Field(
        None, description="Procedure answered from; for programs only.", examples=["1.001193"]
    )
    section: str | None = Field(
        None, description="First part answered; for programs only.", examples=["fee"]
    )
    answer: str | None = Field(
        None, description="Names the answer where it may be judged (`POST /api/v1/chat/feedback`)."
    )


class ChatReply(TurnEnd):
    """The assistant's answer to one message."""

    messages: list[ChatMessage] = Field(
        description="Bubbles, in order; none where an officer answers later (`relayed`)."
    )


class TurnFailure(BaseModel):
    """What went wrong with a turn."""

    code: str = Field(description="Stable code.", examples=["backend.unavailable"])
    message: str = Field(description="What to do next, in Vietnamese.")


class StreamEvent(BaseModel):
    """One line of a streamed answer; the last one has ``end`` or ``failure``."""

    place: int | None = Field(
        None, description="Which bubble; the same place again replaces that bubble."
    )
    message: ChatMessage | None = Field(None, description="The bubble.")
    end: TurnEnd | None = Field(None, description="The answer is complete.")
    failure: TurnFailure | None = Field(None, description="There will be no answer.")


class Asked(BaseModel):
    """What a person sent, as it may be shown again: personal numbers are hidden."""

    text: str = Field(description="The typed text or the button's title.")
    image: str | None = Field(None, description="Reference of the image that was sent.")


class PastTurn(BaseModel):
    """One turn of the conversation so far."""

    id: str = Field(description="The browser's id of the message, or the pushed message's own.")
    asked: Asked | None = Field(None, description="What was sent; none where nobody asked.")
    messages: list[ChatMessage] = Field([], description="The answer's bubbles so far.")
    end: TurnEnd | None = Field(None, description="Set when the answer is complete.")
    failure: TurnFailure | None = Field(None, description="Set when there was none.")
    author: str | None = Field(
        None, description="Who of the office wrote it.", examples=["Nguyễn Thị Lan"]
    )
    at: datetime | None = Field(None, description="When it was pushed; set where nobody asked.")


class NewPush(BaseModel):
    """What is told to a web conversation unasked."""

    model_config = ConfigDict(extra="forbid")

    person: str = Field(
        pattern=r"^web:[A-Za-z0-9_-]{16,64}$", description="Whom.", examples=["web:5f1c…"]
    )
    key: str = Field(
        pattern=r"^[A-Za-z0-9_-]{1,64}$",
        description="Of the message: told twice, it is shown once.",
        examples=["outbox-7"],
    )
    messages: list[ChatMessage] = Field(min_length=1, max_length=20, description="Bubbles.")
    author: str | None = Field(None, max_length=100, description="Who of the office wrote it.")


class Pushed(BaseModel):
    """What became of it."""

    duplicate: bool = Field(description="Whether it had been told before.")


class ChatHistory(BaseModel):
    """The conversation so far."""

    turns: list[PastTurn] = Field(description="Oldest first.")


class SessionRequest(BaseModel):
    """Begin or go on."""

    model_config = ConfigDict(extra="forbid")

    user_token: str | None = Field(
        None,
        max_length=4096,
        description="Token of the portal about its user (JWT); wrong or expired, it is ignored.",
    )


class SessionReply(BaseModel):
    """The session of this browser."""

    token: str | None = Field(
        None, description="To send as `X-Motcua-Session`; none where a cookie carries it."
    )
    linked: bool = Field(description="Whether the portal's user is known.")
    fresh: bool = Field(description="Whether the conversation is new.")


class StoredImage(BaseModel):
    """An image that was taken in."""

    image: str = Field(description="Reference to send in a message.")


class Welcome(BaseModel):
    """What the widget says of itself; from the files that staff may change."""

    centre: str = Field(description="Name of the centre.")
    greeting: str = Field(description="First bubble.")
    suggestions_title: str = Field(description="Over the suggestions.")
    suggestions: list[str] = Field(description="Questions to begin with.")
    privacy: str = Field(description="Line under the text box.")
    hotline: str = Field(description="Number to call.")
    hotline_name: str = Field(description="Its name.")
    reasons: list[Reason] = Field(description="Why an answer may not have helped.")
    longest_text: int = Field(description="Limit of a message, in characters.")
    image_max_bytes: int = Field(description="Limit of an image, in bytes.")
