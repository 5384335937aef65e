"""Find the phrases by which people ask for a part of a procedure; staff edit them.

Where a text carries diacritics a phrase must carry the same ("phi ngân hàng" holds no
"phí"); in a text without any, its folded form counts. At one place the longest phrase
wins, and a phrase of ``names`` shields the cue inside it ("trợ cấp mai táng phí").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

from knowledge_base.model import Section
from knowledge_base.text.fold import accented_share, fold
from knowledge_base.text.normalise import normalise
from knowledge_base.text.tokens import tokens

# Ordinary written Vietnamese lies around .75; below this, unmarked words mean nothing.
_ACCENTED = 0.4


class Strength(IntEnum):
    """How much a phrase says."""

    NAME = 0
    WEAK = 1
    PLAIN = 2
    ALWAYS = 3


class Cue(NamedTuple):
    """A phrase found: tokens ``start`` to ``end`` (excluded), what it asks for, how surely."""

    start: int
    end: int
    section: Section | None
    strength: Strength


class Phrase(NamedTuple):
    """A listed phrase; ``section`` is None for a phrase that asks for nothing."""

    text: str
    section: Section | None
    strength: Strength


class CueFinder:
    """Finds phrases among tokens; nothing in it changes, so threads may share it."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        """Args: phrases: of two equal phrases the stronger one counts."""
        self._phrases: dict[str, list[tuple[str, Phrase]]] = {}
        self._longest = 0
        for phrase in sorted(phrases, key=lambda item: -item.strength):
            written = " ".join(token.text for token in tokens(normalise(phrase.text).lower()))
            self._phrases.setdefault(fold(written), []).append((written, phrase))
            self._longest = max(self._longest, len(written.split()))

    def find(self, words: Sequence[str], folded: Sequence[str], *, accented: bool) -> list[Cue]:
        """The phrases in ``words`` (lower case, with ``folded`` beside), without overlaps."""
        found, at = [], 0
        while at < len(words):
            cue = self._at(words, folded, at, accented=accented)
            if cue:
                found.append(cue)
            at = cue.end if cue else at + 1
        return found

    def cut(self, text: str) -> str:
        """``text`` as written, without the phrases; a shielding one stays."""
        kept, at = [], 0
        for start, end in self._places(text):
            kept.append(text[at:start])
            at = end
        return " ".join("".join([*kept, text[at:]]).split())

    def rest(self, text: str) -> list[str]:
        """The folded words of ``text`` that no phrase covers; a shielding one covers nothing."""
        return [fold(token.text) for token in tokens(self.cut(text))]

    def _places(self, text: str) -> list[tuple[int, int]]:
        found = tokens(text)
        words = [token.text.lower() for token in found]
        cues = self.find(words, [fold(word) for word in words], accented=is_accented(text))
        return [
            (found[cue.start].start, found[cue.end - 1].end)
            for cue in cues
            if cue.strength is not Strength.NAME
        ]

    def _at(
        self, words: Sequence[str], folded: Sequence[str], start: int, *, accented: bool
    ) -> Cue | None:
        for end in range(min(len(words), start + self._longest), start, -1):
            listed = self._phrases.get(" ".join(folded[start:end]))
            if not listed:
                continue
            typed = " ".join(words[start:end])
            for written, phrase in listed:
                if not accented or typed == written:
                    return Cue(start, end, phrase.section, phrase.strength)
        return None


def is_accented(text: str) -> bool:
    """Whether ``text`` was typed (or restored) with its diacritics."""
    return accented_share(text) >= _ACCENTED
