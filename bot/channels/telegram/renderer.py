"""Typed messages as what Telegram shows, each with what to send where it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Optional, Sequence, Tuple, Union

from telegram import InlineKeyboardMarkup, ReplyKeyboardMarkup

from bot.channels.base.writing import numbered, plain, written_out
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
from bot.channels.telegram.callback_data import CallbackData
from bot.channels.telegram.keyboards import Keyboards, Shown, asking
from bot.channels.telegram.wording import Texts
from bot.channels.telegram.writing import LONGEST_CAPTION, pieces, unescaped

Keyboard = Union[InlineKeyboardMarkup, ReplyKeyboardMarkup, None]


@dataclass(frozen=True)
class Words:
    """A text message; ``otherwise`` says the same without tags and keyboard."""

    html: str
    otherwise: str
    keyboard: Keyboard = None


@dataclass(frozen=True)
class Picture:
    """A picture that Telegram fetches; ``otherwise`` says the same in words."""

    url: str
    caption: str
    otherwise: Tuple[Words, ...]
    keyboard: Keyboard = None


@dataclass(frozen=True)
class Document:
    """A file that we fetch and hand over; ``otherwise`` tells where it lies."""

    url: str
    name: str
    caption: str
    otherwise: Tuple[Words, ...]


Rendered = Union[Words, Picture, Document]


class Renderer:
    """Renders for Telegram.

    Args:
        buttons: writes what buttons carry.
        texts: the channel's own words.
    """

    def __init__(self, buttons: CallbackData, texts: Texts) -> None:
        self._keyboards = Keyboards(buttons)
        self._texts = texts

    def render(self, messages: Sequence[Message]) -> List[Rendered]:
        """All of ``messages``, in order."""
        return [item for message in messages for item in self._one(message)]

    def _one(self, message: Message) -> Sequence[Rendered]:
        if isinstance(message, Text):
            return self._text(message.text, message.choices)
        if isinstance(message, Card):
            return self._card(message)
        if isinstance(message, Image):
            return self._picture(message.url, message.caption, ())
        if isinstance(message, File):
            return self._file(message)
        if isinstance(message, LocationRequest):
            text = f"{message.text}\n{self._texts.how_to_share_place}"
            return _words(text, "", asking(self._texts.share_place, location=True))
        return self._contact_request(message)

    def _text(self, text: str, choices: Sequence[Choice]) -> List[Words]:
        shown = self._keyboards.of(choices)
        text = text or (self._texts.choose if choices else "")
        return _words(self._with(text, shown), self._in_words(choices), shown.keyboard)

    def _card(self, card: Card) -> Sequence[Rendered]:
        title = f"*{plain(card.title)}*" if card.title else ""
        text = _joined("\n", title, card.subtitle)
        if card.image_url:
            return self._picture(card.image_url, text, card.choices)
        return self._text(text, card.choices)

    def _picture(self, url: str, text: str, choices: Sequence[Choice]) -> Sequence[Rendered]:
        shown = self._keyboards.of(choices)
        caption = pieces(self._with(text, shown), LONGEST_CAPTION)
        if len(caption) > 1:
            # Too long to stand under a picture.
            return [Picture(url, "", tuple(_words(url))), *self._text(text, choices)]
        otherwise = self._text(_joined("\n", text, url), choices)
        return [Picture(url, "".join(caption), tuple(otherwise), shown.keyboard)]

    def _file(self, file: File) -> Sequence[Rendered]:
        link = tuple(_words(f"{plain(file.name)}: {file.url}"))
        caption = pieces(file.caption, LONGEST_CAPTION)
        if len(caption) > 1:
            return [*_words(file.caption), Document(file.url, file.name, "", link)]
        otherwise = (*_words(file.caption), *link)
        return [Document(file.url, file.name, "".join(caption), otherwise)]

    def _contact_request(self, request: ContactRequest) -> List[Words]:
        return _words(request.text, "", asking(self._texts.share_phone, contact=True))

    def _with(self, text: str, shown: Shown) -> str:
        """The text with the choices that no button holds."""
        if shown.by_number:
            return _joined("\n\n", text, self._in_words(shown.in_words))
        return _joined("\n", text, *(written_out(choice) for choice in shown.in_words))

    def _in_words(self, choices: Sequence[Choice]) -> str:
        can_answer = any(not choice.url for choice in choices)
        hint = self._texts.answer_by_number if can_answer else ""
        return _joined("\n\n", numbered(choices), hint)


def _words(text: str, choices: str = "", keyboard: Keyboard = None) -> List[Words]:
    """A text as messages, the keyboard under the last.

    Args:
        text: with our marks.
        choices: what stands for an inline keyboard that is refused.
        keyboard: of either sort.
    """
    parts = pieces(text)
    made = [Words(part, unescaped(part)) for part in parts[:-1]]
    if parts:
        otherwise = unescaped(parts[-1])
        # Where no keyboard was made, the choices are in the text already.
        if keyboard is not None and choices:
            otherwise = _joined("\n\n", otherwise, choices)
        made.append(Words(parts[-1], otherwise, keyboard))
    return made


def _joined(between: str, *parts: Optional[str]) -> str:
    return between.join(part for part in parts if part)
