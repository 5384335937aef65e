"""What the section model looks at: the words of the asking part, and where they stand.

People tell a story and then ask. The clauses that hold an asking word ("gì", "đâu",
"bao lâu", "không") count apart from the others, so that "em bị mất hết giấy tờ, làm lại
ở đâu" asks for a place. Each word counts twice, as written and without diacritics, so
that a wrongly restored mark costs little. The last asking clause of several counts once
more: that is mostly where the question stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from knowledge_base.search.sections.cues import Cue, CueFinder, Strength, is_accented
from knowledge_base.text.fold import fold
from knowledge_base.text.tokens import Token, tokens

_CLAUSE_END = re.compile(r"[.!?;:…,\n()]|\s[-–]\s")
_EDGE = "|"
_NUMBER = "0"
# Longer grams learn what a procedure is called; they read other writers' questions worse.
_LONGEST = 2
_SHORT = (3, 6, 12, 25)


class Clause(NamedTuple):
    """A clause: its first token, its words as written and folded, whether it asks."""

    start: int
    words: list[str]
    folded: list[str]
    asks: bool


class Features(NamedTuple):
    """The distinct features of a message, each with the first token that gives it."""

    at: dict[str, int]
    cues: list[Cue]


class FeatureReader:
    """Reads the features of messages."""

    def __init__(self, cues: CueFinder, asking: set[str]) -> None:
        """Make the reader.

        Args:
            cues: the listed phrases.
            asking: words that make a clause a question, lower case.
        """
        self._cues = cues
        self._asking = frozenset(asking)
        self._asking_bare = frozenset(fold(word) for word in asking)

    def read(self, text: str) -> Features:
        """The features of one normalised message."""
        found = tokens(text)
        accented = is_accented(text)
        clauses = self._clauses(text, found, accented=accented)
        at: dict[str, int] = {}
        listed: list[Cue] = []
        for clause in clauses:
            cues = self._cues.find(clause.words, clause.folded, accented=accented)
            listed += [
                cue._replace(start=cue.start + clause.start, end=cue.end + clause.start)
                for cue in cues
                if clause.asks
            ]
            _add_cues(at, clause, cues)
            _add_words(at, clause)
        _add_last(at, [clause for clause in clauses if clause.asks])
        _add_shape(at, len(found), clauses)
        return Features(at, listed)

    def _clauses(self, text: str, found: Sequence[Token], *, accented: bool) -> list[Clause]:
        asking = self._asking if accented else self._asking_bare
        clauses = []
        for start, end in _spans(text, found):
            words = [_word(token.text) for token in found[start:end]]
            folded = [fold(word) for word in words]
            asks = not asking.isdisjoint(words if accented else folded)
            clauses.append(Clause(start, words, folded, asks))
        if any(clause.asks for clause in clauses):
            return clauses
        return [clause._replace(asks=True) for clause in clauses]


def _spans(text: str, found: Sequence[Token]) -> list[tuple[int, int]]:
    cuts = [
        place
        for place in range(1, len(found))
        if _CLAUSE_END.search(text, found[place - 1].end, found[place].start)
    ]
    edges = [0, *cuts, len(found)]
    return [(start, end) for start, end in pairwise(edges) if end > start]


def _word(text: str) -> str:
    return _NUMBER if text[0].isdigit() else text.lower()


def _add_cues(at: dict[str, int], clause: Clause, cues: Sequence[Cue]) -> None:
    place = "" if clause.asks else "<"
    for cue in cues:
        if cue.section and cue.strength is not Strength.NAME:
            weak = "?" if cue.strength is Strength.WEAK else ""
            at.setdefault(f"#{place}{weak}{cue.section.value}", clause.start + cue.start)


def _add_words(at: dict[str, int], clause: Clause) -> None:
    place = "" if clause.asks else "<"
    _add_grams(at, clause.start, clause.words, place)
    _add_grams(at, clause.start, clause.folded, f"{place}~")
    if clause.asks:
        _add_yes_or_no(at, clause)


def _add_last(at: dict[str, int], asking: Sequence[Clause]) -> None:
    if len(asking) > 1:
        _add_grams(at, asking[-1].start, asking[-1].folded, "!")


def _add_grams(at: dict[str, int], first: int, words: Sequence[str], sign: str) -> None:
    edged = [_EDGE, *words, _EDGE]
    for length in range(1, _LONGEST + 1):
        for start in range(len(edged) - length + 1):
            gram = f"{sign}{' '.join(edged[start : start + length])}"
            at.setdefault(gram, first + max(start - 1, 0))


def _add_yes_or_no(at: dict[str, int], clause: Clause) -> None:
    """The words between "có" and "không": what a yes-or-no question is about."""
    words = clause.folded
    ends = [place for place, word in enumerate(words) if word in _NO]
    if not ends or "co" not in words[: ends[-1]]:
        return
    start = words.index("co")
    at.setdefault("?", clause.start + start)
    for place in range(start + 1, ends[-1]):
        at.setdefault(f"?{words[place]}", clause.start + place)


_NO = frozenset({"khong", "ko", "k", "hong", "hok", "kh", "khg", "hem"})


def _add_shape(at: dict[str, int], length: int, clauses: Sequence[Clause]) -> None:
    size = next((size for size in _SHORT if length <= size), "more")
    at[f"=length {size}"] = 0
