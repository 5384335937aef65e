"""Typed messages as the bodies that Zalo takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Dict, List, Optional, Sequence, Union

from bot.channels.base.writing import numbered, plain
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
from bot.channels.zalo.buttons import LONGEST_SUBTITLE, LONGEST_TITLE, Body, Buttons, chunks
from bot.channels.zalo.settings import ButtonMode
from bot.channels.zalo.wording import Wording
from bot.channels.zalo.writing import pieces, shortened


@dataclass(frozen=True)
class Piece:
    """One message as Zalo takes it.

    Attributes:
        message: ``message`` of the request's body.
        otherwise: the same in plain words, for when Zalo does not take the shape.
        has_choices: whether the shape is one of those for choices.
    """

    message: Body
    otherwise: str = ""
    has_choices: bool = False


@dataclass(frozen=True)
class Document:
    """A file that must be handed to Zalo first; ``otherwise`` as in ``Piece``."""

    url: str
    name: str
    otherwise: str


Rendered = Union[Piece, Document]


def text_pieces(text: str) -> List[Piece]:
    """``text`` as messages."""
    return [Piece({"text": part}) for part in pieces(text)]


class Renderer:
    """Renders for one way of sending choices.

    Args:
        mode: how choices are sent.
        buttons: makes their attachments.
        wording: the channel's own words.
    """

    def __init__(self, mode: ButtonMode, buttons: Buttons, wording: Wording) -> None:
        self._mode = mode
        self._buttons = buttons
        self._wording = wording
        self._texts = wording.texts

    def render(self, messages: Sequence[Message]) -> List[Rendered]:
        """All of ``messages``, in order."""
        return [item for message in messages for item in self._one(message)]

    def _one(self, message: Message) -> Sequence[Rendered]:
        if isinstance(message, Text):
            return self._text(plain(message.text), message.choices)
        if isinstance(message, Card):
            return self._card(message)
        if isinstance(message, Image):
            return self._image(message.url, plain(message.caption))
        if isinstance(message, File):
            return self._file(message)
        if isinstance(message, LocationRequest):
            return text_pieces(f"{plain(message.text)}\n{self._texts.how_to_share_place}")
        return self._contact_request(message)

    def _text(self, text: str, choices: Sequence[Choice]) -> List[Piece]:
        if not choices:
            return text_pieces(text)
        text = text or self._texts.choose
        if self._mode is ButtonMode.TEXT or not self._buttons.all_fit(choices):
            return text_pieces(self._in_words(text, choices))
        if self._mode is ButtonMode.LIST:
            return [*text_pieces(text), *self._list(None, choices)]
        return self._under_text(text, choices)

    def _in_words(self, text: str, choices: Sequence[Choice]) -> str:
        parts = (text, numbered(choices), self._how_to_choose(choices))
        return "\n\n".join(part for part in parts if part)

    def _how_to_choose(self, choices: Sequence[Choice]) -> str:
        can_choose = any(not choice.url for choice in choices)
        return self._texts.answer_by_number if can_choose else ""

    def _under_text(self, text: str, choices: Sequence[Choice]) -> List[Piece]:
        *before, last = pieces(text)
        made = [Piece({"text": part}) for part in before]
        first = 1
        for chunk in chunks(choices):
            over = last if first == 1 else self._texts.more
            message = {"text": over, "attachment": self._buttons.under_text(chunk)}
            made.append(Piece(message, f"{over}\n\n{numbered(chunk, first)}", True))
            first += len(chunk)
        return [*made[:-1], self._told_how(made[-1], choices)]

    def _list(self, card: Optional[Card], choices: Sequence[Choice]) -> List[Piece]:
        rows: List[Body] = [self._buttons.heading(card)] if card else []
        lines = [_heading(card)] if card else []
        rows += [self._buttons.row(choice) for choice in choices]
        lines += [numbered([choice], number) for number, choice in enumerate(choices, start=1)]
        in_portions = zip(chunks(rows), chunks(lines), strict=True)
        made = [
            Piece({"attachment": self._buttons.in_list(some)}, "\n".join(words), True)
            for some, words in in_portions
        ]
        return [*made[:-1], self._told_how(made[-1], choices)]

    def _told_how(self, last: Piece, choices: Sequence[Choice]) -> Piece:
        """The last of several messages of choices, whose words tell how to answer them."""
        how = self._how_to_choose(choices)
        return replace(last, otherwise=f"{last.otherwise}\n\n{how}") if how else last

    def _card(self, card: Card) -> List[Piece]:
        if self._mode is ButtonMode.LIST and self._buttons.all_fit(card.choices):
            return self._list(card, card.choices)
        picture = self._image(card.image_url, "") if card.image_url else []
        return [*picture, *self._text(_heading(card), card.choices)]

    def _image(self, url: str, caption: str) -> List[Piece]:
        before = text_pieces(caption) if len(pieces(caption)) > 1 else []
        message: Dict[str, Any] = {
            "attachment": _template("media", {"media_type": "image", "url": url})
        }
        if caption and not before:
            message["text"] = caption
        return [*before, Piece(message, url if before else f"{caption}\n{url}".strip())]

    def _file(self, file: File) -> List[Rendered]:
        caption, link = plain(file.caption), f"{plain(file.name)}: {file.url}"
        return [*text_pieces(caption), Document(file.url, file.name, link)]

    def _contact_request(self, request: ContactRequest) -> List[Piece]:
        text = plain(request.text)
        if not self._wording.contact_image_url:
            return text_pieces(text)
        element = {
            "title": shortened(self._texts.contact_title, LONGEST_TITLE),
            "subtitle": shortened(text, LONGEST_SUBTITLE),
            "image_url": self._wording.contact_image_url,
        }
        return [Piece({"attachment": _template("request_user_info", element)}, text)]


def _heading(card: Card) -> str:
    return "\n".join(part for part in (plain(card.title), plain(card.subtitle)) if part)


def _template(kind: str, element: Body) -> Body:
    return {"type": "template", "payload": {"template_type": kind, "elements": [element]}}
