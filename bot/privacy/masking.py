"""Put words in the place of personal values; the values go elsewhere."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any, List, Tuple

from bot.privacy.finding import find_personal

# What stands in a text instead of a value: words that a person reads as what they are.
NAMES = {
    "phone": "[số điện thoại]",
    "citizen_id": "[số căn cước]",
    "old_citizen_id": "[số giấy tờ]",
    "card": "[số thẻ]",
    "email": "[email]",
    "digits": "[dãy số]",
    "answer": "[đã ghi nhận]",
}


@dataclass(frozen=True)
class Masked:
    """A text without personal values, and the (kind, value) pairs that stood in it, in order."""

    text: str
    values: Tuple[Tuple[str, str], ...] = ()


def mask(text: str) -> Masked:
    """Take the personal values out of ``text``; it is composed (NFC) first."""
    composed = unicodedata.normalize("NFC", text)
    pieces: List[str] = []
    values: List[Tuple[str, str]] = []
    at = 0
    for item in find_personal(composed):
        pieces += [composed[at : item.start], NAMES[item.kind]]
        values.append((item.kind, composed[item.start : item.end].strip()))
        at = item.end
    return Masked("".join([*pieces, composed[at:]]), tuple(values)) if values else Masked(text)


def mask_whole(text: str) -> Masked:
    """The answer to a question after something personal: nothing of it is shown."""
    return Masked(NAMES["answer"], (("answer", text.strip()),))


def mask_deep(value: Any) -> Any:
    """``value`` (JSON) with every text in it masked: for what a client sends beside its text."""
    if isinstance(value, str):
        return mask(value).text
    if isinstance(value, dict):
        return {key: mask_deep(item) for key, item in value.items()}
    if isinstance(value, list):
        return [mask_deep(item) for item in value]
    return value
