"""Find listed phrases in a text, blind to diacritics, longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable

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

    def labels(self, text: str) -> list[str]:
        """Labels of the phrases in ``text``, in order of appearance, each once."""
        found = (self._labels[match.group()] for match in self._pattern.finditer(flat(text)))
        return list(dict.fromkeys(label for labels in found for label in labels))

    def cut(self, text: str) -> str:
        """``text`` with its diacritics and without the phrases."""
        folded = fold(text)
        if len(folded) != len(text):
            return text
        kept, at = [], 0
        for match in self._pattern.finditer(folded):
            kept.append(text[at : match.start()])
            at = match.end()
        return " ".join("".join([*kept, text[at:]]).split())

    def without(self, text: str) -> str:
        """``text`` folded, with all phrases taken out."""
        return " ".join(self._pattern.sub(" ", flat(text)).split())


def flat(text: str) -> str:
    """``text`` folded, words only, one space between them."""
    return " ".join(re.sub(r"[^\w.]+", " ", fold(text)).split())
