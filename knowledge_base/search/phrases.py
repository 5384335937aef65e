"""Find listed phrases in a text, blind to diacritics, longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge_base.text.fold import fold


class PhraseFinder:
    """Finds the phrases of labelled lists; at one place only the longest phrase counts."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        """Args: phrases: pairs of (label, phrase)."""
        self._label: dict[str, str] = {}
        for label, phrase in phrases:
            self._label.setdefault(" ".join(fold(phrase).split()), label)
        longest_first = sorted(self._label, key=len, reverse=True)
        alternatives = "|".join(re.escape(phrase) for phrase in longest_first)
        self._pattern = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")

    def labels(self, text: str) -> list[str]:
        """Labels of the phrases in ``text``, in order of appearance, each once."""
        found = (self._label[match.group()] for match in self._pattern.finditer(_flat(text)))
        return list(dict.fromkeys(found))

    def without(self, text: str) -> str:
        """``text`` folded, with all phrases taken out."""
        return " ".join(self._pattern.sub(" ", _flat(text)).split())


def _flat(text: str) -> str:
    return " ".join(re.sub(r"[^\w.]+", " ", fold(text)).split())
