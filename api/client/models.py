"""What is asked of the API and what it answers. Fields and names are those of its JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


class MalformedAnswer(ValueError):
    """The API sent something else than the answer agreed on."""


@dataclass(frozen=True)
class ProcedureQuestion:
    """A question about a procedure (thủ tục).

    Attributes:
        person: who asks, as the channel names them.
        channel: where, e.g. ``rest`` or ``zalo``.
        text: what was typed; empty for a button.
        code: the procedure, when a button or a typed code named it.
        section: the part of it, when a button named it.
        code_in_hand: the procedure talked about so far.
        received_at: when the message came, in Unix seconds.
    """

    person: str
    channel: str
    text: str
    code: str | None = None
    section: str | None = None
    code_in_hand: str | None = None
    received_at: float | None = None


@dataclass(frozen=True)
class CentreQuestion:
    """A question about the centre (trung tâm).

    Attributes:
        question: ``overview``, ``address``, ``hours``, ``department``, ``bring``,
            ``priority``, ``steps``, ``hotline`` or ``branches``.
        department: its name, for ``department``; without it the API asks which one.
        code_in_hand: the procedure talked about so far: "ở đâu vậy" may be asked of it.

    The other attributes are those of ``ProcedureQuestion``.
    """

    person: str
    channel: str
    text: str
    question: str
    department: str | None = None
    code_in_hand: str | None = None
    received_at: float | None = None


@dataclass(frozen=True)
class TurnRecord:
    """A turn that Rasa answered alone (small talk, refusals), for the boards."""

    person: str
    channel: str
    status: str
    intent: str
    received_at: float | None = None


@dataclass(frozen=True)
class Choice:
    """A button: what it says and what it asks next."""

    title: str
    code: str | None = None
    section: str | None = None
    question: str | None = None
    department: str | None = None


@dataclass(frozen=True)
class Answer:
    """The API's answer.

    Attributes:
        status: see ``TurnStatus``.
        code, name: the procedure answered about, if any.
        section: the part answered, if any.
        messages: texts in order, with ``*bold*`` marks.
        choices: buttons under the last message.
        source: the small line that says where the facts come from.
        reference: names the answer where its person may judge it.
    """

    status: str
    code: str | None
    name: str | None
    section: str | None
    messages: tuple[str, ...]
    choices: tuple[Choice, ...]
    source: str | None
    reference: str | None = None

    @classmethod
    def from_json(cls, body: Any) -> Answer:
        """Read the API's JSON.

        Raises:
            MalformedAnswer: it is not an answer.
        """
        if not isinstance(body, dict):
            raise MalformedAnswer("an answer is a JSON object")
        return cls(
            status=_text(body, "status"),
            code=_optional_text(body, "code"),
            name=_optional_text(body, "name"),
            section=_optional_text(body, "section"),
            messages=tuple(_strings(body, "messages")),
            choices=tuple(_choice(item) for item in _items(body, "choices")),
            source=_optional_text(body, "source"),
            reference=_optional_text(body, "reference"),
        )


def _choice(item: Any) -> Choice:
    if not isinstance(item, dict):
        raise MalformedAnswer("a choice is a JSON object")
    return Choice(
        title=_text(item, "title"),
        code=_optional_text(item, "code"),
        section=_optional_text(item, "section"),
        question=_optional_text(item, "question"),
        department=_optional_text(item, "department"),
    )


def _text(body: dict[str, Any], key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str) or not value:
        raise MalformedAnswer(f"{key} is missing")
    return value


def _optional_text(body: dict[str, Any], key: str) -> str | None:
    value = body.get(key)
    if value is not None and not isinstance(value, str):
        raise MalformedAnswer(f"{key} is not a text")
    return value or None


def _items(body: dict[str, Any], key: str) -> list[Any]:
    value = body.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise MalformedAnswer(f"{key} is not a list")
    return value


def _strings(body: dict[str, Any], key: str) -> list[str]:
    values = _items(body, key)
    if not all(isinstance(value, str) for value in values):
        raise MalformedAnswer(f"{key} holds something that is not a text")
    return values
