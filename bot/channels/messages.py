"""The one typed message model: what the dialogue says, before a channel renders it.

Rasa's responses become these messages (``from_rasa``); every channel has one renderer
that turns each kind into what it can show and degrades to text where it cannot. Texts
mark bold words with ``*asterisks*``; renderers translate or drop the marks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping, Union


@dataclass(frozen=True)
class Choice:
    """A button. Pressed, it sends ``payload`` as a message, or opens ``url``."""

    title: str
    payload: str = ""
    url: str = ""


@dataclass(frozen=True)
class Text:
    """Words, perhaps with buttons under them; ``author``: who of the office wrote them."""

    text: str
    choices: tuple[Choice, ...] = ()
    author: str = ""


@dataclass(frozen=True)
class Card:
    """A titled box with a picture, a few lines and its own buttons."""

    title: str
    subtitle: str = ""
    image_url: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Image:
    """A picture that the channel fetches from ``url`` (https)."""

    url: str
    caption: str = ""


@dataclass(frozen=True)
class File:
    """A document that the channel fetches from ``url`` (https)."""

    url: str
    name: str
    caption: str = ""


@dataclass(frozen=True)
class LocationRequest:
    """Ask the person to share where they are."""

    text: str


@dataclass(frozen=True)
class ContactRequest:
    """Ask the person to share their own phone number."""

    text: str


Message = Union[Text, Card, Image, File, LocationRequest, ContactRequest]

_REQUESTS = {"request_location": LocationRequest, "request_contact": ContactRequest}


def from_rasa(response: Mapping[str, Any]) -> list[Message]:
    """The messages of one Rasa response; what only programs read gives none.

    Args:
        response: ``text``, ``buttons``, ``image``, ``attachment``, ``elements`` (cards) and
            ``custom`` (``{"type": "file", "url", "name"}``, ``{"type": "card", "title",
            "subtitle", "image_url", "buttons"}``, ``{"type": "request_location", "text"}``,
            ``{"type": "request_contact", "text"}``, or beside a text ``{"type": "author",
            "name"}``) as actions utter them. Cards go as ``custom``: stock REST makes plain
            texts of ``elements``.
    """
    messages: list[Message] = []
    custom = response.get("custom")
    text, choices = _words(response.get("text")), _choices(response.get("buttons"))
    if text or choices:
        messages.append(Text(text, choices, _author(custom)))
    if image := _words(response.get("image")):
        messages.append(Image(image))
    messages += [_card(item) for item in response.get("elements") or []]
    if isinstance(custom, Mapping):
        messages += _custom(custom)
    return messages


def _custom(custom: Mapping[str, Any]) -> list[Message]:
    kind = custom.get("type")
    if kind == "file":
        return [File(_words(custom.get("url")), _words(custom.get("name")))]
    if kind == "card":
        return [_card(custom)]
    if kind in _REQUESTS:
        return [_REQUESTS[kind](_words(custom.get("text")))]
    return []


def _author(custom: Any) -> str:
    said = custom if isinstance(custom, Mapping) and custom.get("type") == "author" else {}
    return _words(said.get("name"))


def _card(element: Mapping[str, Any]) -> Card:
    return Card(
        title=_words(element.get("title")),
        subtitle=_words(element.get("subtitle")),
        image_url=_words(element.get("image_url")),
        choices=_choices(element.get("buttons")),
    )


def _choices(buttons: Any) -> tuple[Choice, ...]:
    given = buttons if isinstance(buttons, list) else []
    return tuple(
        Choice(
            title=_words(button.get("title")),
            payload=_words(button.get("payload")) or _words(button.get("title")),
            url=_words(button.get("url")),
        )
        for button in given
        if isinstance(button, Mapping) and _words(button.get("title"))
    )


def _words(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
