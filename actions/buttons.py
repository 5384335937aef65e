"""The buttons of the message before, tapped or with their words typed."""

from __future__ import annotations

import dataclasses
import json
import re
import unicodedata
from typing import Any

from actions.privacy_notice import BESIDE
from actions.turn import Turn

_COMMAND = re.compile(r"/(?P<intent>\w+)(?P<entities>\{.*\})?", re.DOTALL)
_CHOICE = "/choose{"
# "Chọn Lệ phí", "bấm nút Lệ phí" mean the button as "Lệ phí" does.
_LEAD = re.compile(r"^(?:(?:em|toi|minh|da) )?(?:chon|bam|nhan|an)(?: (?:nut|vao|muc|cai))* ")


def last_buttons(events: tuple[dict[str, Any], ...]) -> list[dict[str, str]]:
    """The buttons of the bot's latest message that had any; some open an address only."""
    for event in reversed(events):
        if event.get("event") == "bot" and not (event.get("metadata") or {}).get(BESIDE):
            buttons = _buttons(event.get("data") or {})
            if buttons:
                return buttons
    return []


def _buttons(data: dict[str, Any]) -> list[dict[str, str]]:
    """The buttons under a text, or those of its last card."""
    cards = [data.get("custom"), *(data.get("elements") or [])]
    of_cards = [card["buttons"] for card in cards if isinstance(card, dict) and card.get("buttons")]
    found = of_cards[-1] if of_cards else data.get("buttons")
    return list(found) if isinstance(found, list) else []


def tapped(turn: Turn, payload: str) -> Turn:
    """The turn as if the button with this payload had been tapped."""
    command = _COMMAND.fullmatch(payload)
    if command is None:
        return dataclasses.replace(turn, intent="ask_procedure", text=payload, entities={})
    entities = json.loads(command["entities"] or "{}")
    return dataclasses.replace(
        turn, intent=command["intent"], text="", is_button=True, entities=entities
    )


def with_named_button(turn: Turn) -> Turn:
    """The turn as if tapped, when the text is the title of a choice of the message before."""
    if turn.is_button:
        return turn
    said = plain(turn.text)
    meant = {said, _LEAD.sub("", said)}
    for button in last_buttons(turn.events):
        if button.get("payload", "").startswith(_CHOICE) and plain(button["title"]) in meant:
            return tapped(turn, button["payload"])
    return turn


def plain(text: str) -> str:
    """``text`` without case, diacritics and signs: people type a title as they type all else."""
    marks_apart = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    letters = "".join(char for char in marks_apart if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", letters))
