"""Typed messages as the bubbles that the web chat shows (``api/chat/schemas.py``)."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence

from bot.channels.messages import (
    Card,
    Choice,
    ContactRequest,
    File,
    Image,
    LocationRequest,
    Message,
    Text,
)

Bubble = Dict[str, Any]
_WEB, _CALL = "https://", "tel:"


def render(messages: Sequence[Message]) -> List[Bubble]:
    """All of ``messages``, in order. Only https addresses get through."""
    return [bubble for message in messages for bubble in _bubbles(message)]


def author_of(messages: Sequence[Message]) -> str:
    """Who of the office wrote ``messages``, or nothing."""
    return next((item.author for item in messages if isinstance(item, Text) and item.author), "")


def _bubbles(message: Message) -> List[Bubble]:
    if isinstance(message, Text):
        return [_filled(text=message.text, choices=_choices(message.choices))]
    if isinstance(message, Card):
        return [_card(message)]
    if isinstance(message, Image):
        shown = message.url if message.url.startswith(_WEB) else ""
        return _unless_empty(_filled(text=message.caption, image=shown))
    if isinstance(message, File):
        return _file(message)
    # In a browser people write where they are and how to call them.
    assert isinstance(message, (LocationRequest, ContactRequest))
    return _unless_empty(_filled(text=message.text))


def _card(card: Card) -> Bubble:
    picture = card.image_url if card.image_url.startswith(_WEB) else ""
    box = {"title": card.title, **_filled(subtitle=card.subtitle, image=picture)}
    return {"card": box, **_filled(choices=_choices(card.choices))}


def _file(file: File) -> List[Bubble]:
    if not file.url.startswith(_WEB):
        return _unless_empty(_filled(text=file.caption))
    name = file.name or file.url.split("?")[0].rstrip("/").rsplit("/", 1)[-1]
    return [{**_filled(text=file.caption), "file": {"url": file.url, "name": name}}]


def _choices(choices: Sequence[Choice]) -> List[Bubble]:
    return [_choice(item) for item in choices]


def _choice(choice: Choice) -> Bubble:
    made = {"title": choice.title, "payload": choice.payload or choice.title}
    opens = choice.url.startswith((_WEB, _CALL))
    return {**made, "url": choice.url} if opens else made


def _filled(**values: Any) -> Bubble:
    return {name: value for name, value in values.items() if value}


def _unless_empty(bubble: Bubble) -> List[Bubble]:
    return [bubble] if bubble else []
