"""Choices as inline keyboards, and as words where Telegram cannot show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Optional, Sequence, Tuple
from urllib.parse import urlsplit

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup

from bot.channels.base.writing import plain
from bot.channels.messages import Choice
from bot.channels.telegram.callback_data import CallbackData

MOST_BUTTONS = 100
# Two buttons with titles up to this long fit beside each other on a small phone.
_SHORT_TITLE = 14


@dataclass(frozen=True)
class Shown:
    """How choices are shown; ``by_number``: as a list, since a button cannot hold them.

    Attributes:
        keyboard: what is under the message.
        in_words: choices to write into the message.
        by_number: whether ``in_words`` is a list that people answer by number.
    """

    keyboard: Optional[InlineKeyboardMarkup] = None
    in_words: Tuple[Choice, ...] = ()
    by_number: bool = False


class Keyboards:
    """Makes keyboards.

    Args:
        buttons: writes what buttons carry.
    """

    def __init__(self, buttons: CallbackData) -> None:
        self._buttons = buttons

    def of(self, choices: Sequence[Choice]) -> Shown:
        """How to show ``choices``."""
        made = [(choice, self._button(choice)) for choice in choices]
        lost = [choice for choice, button in made if button is None]
        if len(made) > MOST_BUTTONS or any(not choice.url for choice in lost):
            return Shown(in_words=tuple(choices), by_number=True)
        rows = _rows([button for _, button in made if button is not None])
        return Shown(InlineKeyboardMarkup(rows) if rows else None, tuple(lost))

    def _button(self, choice: Choice) -> Optional[InlineKeyboardButton]:
        title = plain(choice.title)
        if choice.url:
            return InlineKeyboardButton(title, url=choice.url) if _opens(choice.url) else None
        data = self._buttons.written(choice.payload)
        return InlineKeyboardButton(title, callback_data=data) if data else None


def asking(title: str, *, contact: bool = False, location: bool = False) -> ReplyKeyboardMarkup:
    """A key under the field of input that shares the person's phone or place, once."""
    key = KeyboardButton(title, request_contact=contact or None, request_location=location or None)
    return ReplyKeyboardMarkup([[key]], resize_keyboard=True, one_time_keyboard=True)


def _rows(buttons: Sequence[InlineKeyboardButton]) -> List[List[InlineKeyboardButton]]:
    rows: List[List[InlineKeyboardButton]] = []
    for button in buttons:
        if rows and len(rows[-1]) == 1 and _is_short(button) and _is_short(rows[-1][0]):
            rows[-1].append(button)
        else:
            rows.append([button])
    return rows


def _is_short(button: InlineKeyboardButton) -> bool:
    return len(button.text) <= _SHORT_TITLE


def _opens(url: str) -> bool:
    """Whether Telegram takes the address for a button; it takes no ``tel:``."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme == "tg" or (parts.scheme in ("http", "https") and "." in host)
