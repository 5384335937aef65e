"""Put diacritics (dấu) back into Vietnamese typed without them.

A trigram Viterbi search over the accented syllables that each typed syllable can
stand for. The trained counts ship as ``data/text/diacritics.npz``; how they were
made is told in ``data/text/README.md``.
"""

from __future__ import annotations

import math
import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from knowledge_base.text.fold import accented_share, fold, has_diacritics
from knowledge_base.text.lattice import Column, best_paths
from knowledge_base.text.ngrams import EDGE, NUMBER, UNKNOWN, Ids, NgramModel, load_model
from knowledge_base.text.normalise import normalise
from knowledge_base.text.syllable import split_tone
from knowledge_base.text.tokens import Token, tokens

# Sentence ends split the search; a comma does not.
BREAK = re.compile(r"[.!?;:…\n]")
# Share of accented words from which a text counts as typed with diacritics. Below it the
# omission cost alone keeps ordinary plain words: no fully accented test question changed.
ACCENTED_ENOUGH = 0.8
# Share of accented words in ordinary, fully accented messages (median of real questions .88).
USUAL_SHARE = 0.85
# An unaccented spelling rarer than this beside its accented ones counts as no word.
_RARE = 0.001


class Reading(NamedTuple):
    """One way to read a text: its accented form and the natural log of its probability."""

    text: str
    logprob: float


class Restorer:
    """Restores diacritics. Nothing in it changes after loading: threads may share it."""

    def __init__(self, model: NgramModel) -> None:
        self._model = model
        self._ids = {word: number for number, word in enumerate(model.vocabulary)}
        by_fold: dict[str, list[int]] = {}
        for number, word in enumerate(model.vocabulary):
            if number > NUMBER:
                by_fold.setdefault(fold(word), []).append(number)
        self._candidates = {key: _ids(numbers) for key, numbers in by_fold.items()}
        self._accented = np.array([has_diacritics(word) for word in model.vocabulary])
        self._needs_marks = self._folds_that_need_marks()

    @classmethod
    def load(cls, path: Path | str) -> Restorer:
        """Read the model file.

        Raises:
            SetupFailed: the file is missing or is not such a model.
        """
        return cls(load_model(Path(path)))

    def restore(self, text: str, k: int = 1, typed_share: float | None = None) -> list[Reading]:
        """Return up to ``k`` readings of ``text``, the likeliest first; never empty.

        Args:
            text: one message; it is normalised first.
            k: how many readings at most, 1 or more.
            typed_share: share of accented words in what the person typed, where
                ``text`` is no longer that (abbreviations expanded); default: of ``text``.

        Returns:
            Readings. A text typed with diacritics comes back as the one reading,
            with ``logprob`` 0. Accented syllables, numbers, codes and unknown
            words stay as typed in every reading.
        """
        text = normalise(text)
        share = accented_share(text) if typed_share is None else typed_share
        found = tokens(text)
        accented = share >= ACCENTED_ENOUGH or (share > 0 and not self._tells_of_omission(found))
        if accented or not found:
            return [Reading(text, 0.0)]
        columns = [self._column(token.text, share) for token in found]
        breaks = _breaks(text, found)
        paths = best_paths(self._model, _with_edges(columns, breaks), max(k, 1))
        return [
            Reading(self._write(text, found, _without_edges(path.ids, breaks)), path.logprob)
            for path in paths
        ]

    def _tells_of_omission(self, found: list[Token]) -> bool:
        """Tell whether a typed token is no word unless marks are added ("giay", "kêt").

        Without one, the unaccented words beside accented ones ("cho em đi thi") are meant so.
        """
        words = [token.text.lower() for token in found if token.text.isalpha()]
        return any(
            word in self._needs_marks
            or (word not in self._ids and has_diacritics(word) and fold(word) in self._candidates)
            for word in words
        )

    def _folds_that_need_marks(self) -> frozenset[str]:
        """Folded syllables that are hardly ever a word as they stand."""
        likelihoods = np.exp(self._model.unigram)
        share = {
            key: likelihoods[self._ids[key]] / likelihoods[options].sum() if key in self._ids else 0
            for key, options in self._candidates.items()
        }
        return frozenset(key for key, plain in share.items() if plain < _RARE)

    def _column(self, typed: str, share: float) -> Column:
        """Candidates for one typed token."""
        if not typed.isalpha():
            return _closed(NUMBER if typed[0].isdigit() else UNKNOWN)
        word = typed.lower()
        options = self._candidates.get(fold(word))
        if has_diacritics(word):
            if word in self._ids:
                return _closed(self._ids[word])
            options = self._completions(word, options)
        if options is None or len(options) == 0:
            return _closed(UNKNOWN)
        return Column(options, np.where(self._accented[options], _omission_cost(share), 0.0))

    def _completions(self, word: str, options: Ids | None) -> Ids | None:
        """Candidates that add marks to a half-typed word ("kêt" to "kết") and drop none."""
        if options is None:
            return None
        vocabulary = self._model.vocabulary
        return _ids([number for number in options.tolist() if completes(vocabulary[number], word)])

    def _write(self, text: str, found: list[Token], chosen: list[int]) -> str:
        """The text with the chosen syllables in the place of the typed ones."""
        parts: list[str] = []
        end = 0
        for token, number in zip(found, chosen, strict=True):
            parts.append(text[end : token.start])
            word = self._model.vocabulary[number]
            parts.append(token.text if number <= NUMBER else _recase(word, token.text))
            end = token.end
        parts.append(text[end:])
        return "".join(parts)


def completes(full: str, typed: str) -> bool:
    """Tell whether ``full`` is ``typed`` with marks added and none taken away."""
    if len(full) != len(typed):
        return False
    return all(
        there in (wanted, split_tone(wanted)[0], fold(wanted))
        for wanted, there in zip(full, typed, strict=True)
    )


def _omission_cost(share: float) -> float:
    """Log-probability that this writer leaves off a mark that belongs there.

    Judged by how many marks the same message does carry; 0 when it has none.
    """
    return math.log(max(1.0 - share / USUAL_SHARE, 0.01))


def _ids(numbers: list[int]) -> Ids:
    return np.array(numbers, dtype=np.int64)


def _closed(number: int) -> Column:
    return Column(_ids([number]), np.zeros(1))


def _breaks(text: str, found: list[Token]) -> list[bool]:
    """For each token, whether a sentence ends before it (False for the first)."""
    return [False] + [
        BREAK.search(text, before.end, after.start) is not None for before, after in pairwise(found)
    ]


def _with_edges(columns: list[Column], breaks: list[bool]) -> list[Column]:
    edge = _closed(EDGE)
    path = [edge]
    for column, broken in zip(columns, breaks, strict=True):
        if broken:
            path.append(edge)
        path.append(column)
    return [*path, edge]


def _without_edges(ids: list[int], breaks: list[bool]) -> list[int]:
    kept: list[int] = []
    place = 1
    for broken in breaks:
        place += broken
        kept.append(ids[place])
        place += 1
    return kept


def _recase(word: str, typed: str) -> str:
    """Give ``word`` the letter case of what was typed."""
    if typed.islower() or len(typed) != len(word):
        return word
    return "".join(
        new.upper() if old.isupper() else new for new, old in zip(word, typed, strict=True)
    )
