"""How English words are compared: endings cut, words of one meaning made one."""

from __future__ import annotations

import re
from functools import cached_property

from pydantic import BaseModel, ConfigDict

_WORD = re.compile(r"[a-z0-9]+")
# Endings that do not change what is meant: "registering", "registered", "licences".
_ENDINGS = (
    "ations", "ation", "ings", "ing", "ied", "ies", "ered", "er", "ers",
    "ed", "es", "s", "al", "e", "y",
)  # fmt: skip
_SHORTEST_STEM = 4


class Comparing(BaseModel):
    """Words that mean another word, and words that tell nothing (``comparing.yml``)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    same: dict[str, list[str]]
    empty: str

    @cached_property
    def _meant(self) -> dict[str, str]:
        return {word: meant for meant, words in self.same.items() for word in words}

    @cached_property
    def _telling_nothing(self) -> frozenset[str]:
        return frozenset(self.empty.split())

    def stems(self, text: str) -> list[str]:
        """The words of ``text`` that carry its meaning, without their endings."""
        words = _WORD.findall(text.lower().replace("'s", "").replace("’s", ""))
        telling = (word for word in words if word not in self._telling_nothing)
        return [_stem(self._meant.get(word, word)) for word in telling]


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word
