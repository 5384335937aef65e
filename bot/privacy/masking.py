"""Put a mark in the place of personal values; the values go elsewhere."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import AbstractSet, Any, Iterable, List, Tuple

from knowledge_base.entities import MASK, find_personal

# Kind and text.
Value = Tuple[str, str]


@dataclass(frozen=True)
class Masked:
    """A text without personal values, and the (kind, value) pairs that stood in it, in order."""

    text: str
    values: Tuple[Value, ...] = ()


def mask(text: str) -> Masked:
    """Take the personal values out of ``text``; it is composed (NFC) first."""
    composed = unicodedata.normalize("NFC", text)
    pieces: List[str] = []
    values: List[Value] = []
    at = 0
    for item in find_personal(composed):
        pieces += [composed[at : item.start], MASK]
        values.append((item.kind, composed[item.start : item.end].strip()))
        at = item.end
    return Masked("".join([*pieces, composed[at:]]), tuple(values)) if values else Masked(text)


def mask_whole(text: str) -> Masked:
    """The answer to a question after something personal: nothing of it is shown."""
    return Masked(MASK, (("answer", text.strip()),))


def mask_deep(value: Any, kept: AbstractSet[str] = frozenset()) -> Tuple[Any, List[Value]]:
    """``value`` (JSON) with every text in it masked, and the values that were taken out.

    Args:
        value: what a client or a channel sends beside its text.
        kept: keys whose texts are a platform's own ids and stay as they are.
    """
    if isinstance(value, str):
        masked = mask(value)
        return masked.text, list(masked.values)
    if isinstance(value, dict):
        pairs = {
            key: (item, []) if key in kept else mask_deep(item, kept) for key, item in value.items()
        }
        return {key: item for key, (item, _) in pairs.items()}, _joined(pairs.values())
    if isinstance(value, list):
        parts = [mask_deep(item, kept) for item in value]
        return [item for item, _ in parts], _joined(parts)
    return value, []


def _joined(parts: Iterable[Tuple[Any, List[Value]]]) -> List[Value]:
    return [value for _, values in parts for value in values]
