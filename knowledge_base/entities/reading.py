"""A message beside its folded form, letter for letter, and what its diacritics allow."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property

from knowledge_base.text.fold import accented_share, fold
from knowledge_base.text.syllable import place_tone

# Below it a message counts as typed without diacritics.
_PLAIN = 0.15


def words(listed: str) -> frozenset[str]:
    """The words of a list written with spaces."""
    return frozenset(listed.split())


@dataclass(frozen=True)
class Reading:
    """A composed (NFC) text and its folded form of the same length."""

    text: str
    folded: str

    @classmethod
    def of(cls, text: str) -> Reading:
        """Read ``text``; positions in the result are those of the composed text."""
        composed = unicodedata.normalize("NFC", text)
        folded = fold(composed)
        if len(folded) != len(composed):
            folded = "".join(_one_letter(char) for char in composed)
        return cls(composed, folded)

    @cached_property
    def is_plain(self) -> bool:
        """Whether the message was typed without diacritics."""
        return accented_share(self.text) < _PLAIN

    def typed(self, start: int, end: int) -> str:
        """Small letters as typed, the tone where the old spelling has it."""
        return " ".join(place_tone(word) for word in self.text[start:end].lower().split())

    def says(self, start: int, end: int, *meant: str) -> bool:
        """Whether one of ``meant`` stands there, or could, in a message without diacritics."""
        typed = self.typed(start, end)
        return typed in meant or (self.is_plain and typed in {fold(word) for word in meant})

    def may_say(self, start: int, end: int, *meant: str) -> bool:
        """Like ``says``, but a word without any mark may stand in any message."""
        typed = self.typed(start, end)
        return typed in meant or typed in {fold(word) for word in meant}

    def before(self, start: int, count: int = 2) -> list[str]:
        """Up to ``count`` folded words before ``start``, the nearest last."""
        return _words(self.folded[max(start - 40, 0) : start])[-count:]

    def after(self, end: int, count: int = 2) -> list[str]:
        """Up to ``count`` folded words from ``end`` on."""
        return _words(self.folded[end : end + 40])[:count]


def _one_letter(char: str) -> str:
    folded = fold(char)
    return folded if len(folded) == 1 else char


def _words(text: str) -> list[str]:
    return "".join(char if char.isalnum() or char in "%/" else " " for char in text).split()
