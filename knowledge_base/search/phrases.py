"""Find listed phrases in a text, blind to diacritics, longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from knowledge_base.text.fold import fold


class PhraseFinder:
    """Finds the phrases of labelled lists; at one place only the longest phrase counts."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        """Args: phrases: pairs of (label, phrase); a phrase may have several labels."""
        self._labels: dict[str, list[str]] = {}
        for label, phrase in phrases:
            self._labels.setdefault(" ".join(fold(phrase).split()), []).append(label)
        longest_first = sorted(self._labels, key=len, reverse=True)
        alternatives = "|".join(re.escape(phrase) for phrase in longest_first)
        self._pattern = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")

    @classmethod
    def of(cls, lists: Mapping[str, Iterable[str]]) -> PhraseFinder:
        """The finder over lists of phrases by label."""
        return cls((label, phrase) for label, phrases in lists.items() for phrase in phrases)

    def labels(self, text: str) -> list[str]:
        """Labels of the phrases in ``text``, in order of appearance, each once."""
        found = (self._labels[match.group()] for match in self._pattern.finditer(flat(text)))
        return list(dict.fromkeys(label for labels in found for label in labels))


def flat(text: str) -> str:
    """``text`` folded, words only, one space between them."""
    return " ".join(re.sub(r"[^\w.]+", " ", fold(text)).split())
