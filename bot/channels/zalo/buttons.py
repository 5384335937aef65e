"""Choices in the two shapes that Zalo may take: buttons under a text, rows of a list."""

from __future__ import annotations

import re
from typing import Any, Dict, List, Optional, Sequence

from bot.channels.messages import Card, Choice
from bot.channels.zalo.payloads import LONGEST, Payloads
from bot.channels.zalo.wording import Texts
from bot.channels.zalo.writing import shortened

MOST = 5
LONGEST_TITLE = 100
LONGEST_SUBTITLE = 500
_PHONE = re.compile(r"tel:\+?(?:84|0)?(\d{3,11})")

Body = Dict[str, Any]


class Buttons:
    """Makes the attachments of choices.

    Args:
        payloads: marks what buttons send back.
        texts: the channel's own words.
    """

    def __init__(self, payloads: Payloads, texts: Texts) -> None:
        self._payloads = payloads
        self._texts = texts

    def all_fit(self, choices: Sequence[Choice]) -> bool:
        """Whether each of ``choices`` can be a button at all."""
        return all(choice.url or len(self._sealed(choice)) <= LONGEST for choice in choices)

    def under_text(self, choices: Sequence[Choice]) -> Body:
        """An attachment of buttons; the message has a text beside it."""
        return _template({"buttons": [self._button(choice) for choice in choices]})

    def in_list(self, rows: Sequence[Body]) -> Body:
        """An attachment of rows."""
        return _template({"template_type": "list", "elements": list(rows)})

    def row(self, choice: Choice) -> Body:
        """One choice as a row of a list."""
        subtitle = self._texts.press_to_open if choice.url else self._texts.press_to_choose
        button = self._button(choice)
        return {"title": button["title"], "subtitle": subtitle, "buttons": [button]}

    def heading(self, card: Card) -> Body:
        """A card's title as the first row of its list."""
        row: Body = {
            "title": shortened(card.title, LONGEST_TITLE),
            "subtitle": shortened(card.subtitle, LONGEST_SUBTITLE) or self._texts.choose,
        }
        return {**row, "image_url": card.image_url} if card.image_url else row

    def _button(self, choice: Choice) -> Body:
        title = shortened(choice.title, LONGEST_TITLE)
        if choice.url:
            return {"title": title, **_opening(choice.url)}
        # What we wrote for the dialogue is not for people's eyes; plain words are.
        kind = "oa.query.hide" if choice.payload.startswith("/") else "oa.query.show"
        return {"title": title, "type": kind, "payload": self._sealed(choice)}

    def _sealed(self, choice: Choice) -> str:
        return self._payloads.sealed(choice.payload)


def _opening(url: str) -> Body:
    number = phone_code(url)
    if number is not None:
        return {"type": "oa.open.phone", "payload": {"phone_code": number}}
    return {"type": "oa.open.url", "payload": {"url": url}}


def phone_code(url: str) -> Optional[str]:
    """The number of a ``tel:`` address as Zalo writes it: ``84…``."""
    found = _PHONE.fullmatch(url)
    return f"84{found[1]}" if found else None


def _template(payload: Body) -> Body:
    return {"type": "template", "payload": payload}


def chunks(items: Sequence[Any]) -> List[Sequence[Any]]:
    """``items`` in portions that Zalo shows at once."""
    return [items[start : start + MOST] for start in range(0, len(items), MOST)]
