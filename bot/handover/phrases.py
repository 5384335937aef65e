"""Phrases of ``data/handover`` in a message, with and without diacritics."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Iterable, Optional, Sequence

import yaml

from knowledge_base.text.fold import fold, has_diacritics
from knowledge_base.text.normalise import normalise

FOLDER = Path(__file__).resolve().parents[2] / "data" / "handover"
_FEW_WORDS = 3
_WORD = re.compile(r"\w+")


class Phrases:
    """Some phrases.

    Args:
        plain: match as written, and also in a message typed without any diacritics.
        marked: match as written only.
    """

    def __init__(self, plain: Sequence[str], marked: Sequence[str] = ()) -> None:
        self._written = [_words(phrase) for phrase in (*plain, *marked)]
        self._bare = [fold(_words(phrase)) for phrase in plain]

    def stand_in(self, text: str) -> bool:
        """Whether one of them stands in ``text``, as whole words."""
        said, phrases = self._as_said(text)
        return any(f" {phrase} " in f" {said} " for phrase in phrases)

    def are(self, text: str) -> bool:
        """Whether ``text`` is one of them, give or take a few words around it ("… giúp em nha")."""
        said, phrases = self._as_said(text)
        words = len(said.split())
        return any(
            f" {phrase} " in f" {said} " and words - len(phrase.split()) <= _FEW_WORDS
            for phrase in phrases
        )

    def _as_said(self, text: str) -> tuple[str, list[str]]:
        said = _words(text)
        return said, self._written if has_diacritics(said) else self._bare


class Matters:
    """Sensitive matters by their phrases."""

    def __init__(self, matters: Iterable[dict[str, Any]]) -> None:
        self._phrases = {
            item["key"]: Phrases(item["phrases"], item.get("marked", ())) for item in matters
        }

    def find(self, text: str) -> Optional[str]:
        """The key of the first matter that ``text`` speaks of."""
        found = (key for key, phrases in self._phrases.items() if phrases.stand_in(text))
        return next(found, None)


@lru_cache(maxsize=1)
def load_matters() -> Matters:
    """The matters of ``sensitive.yml``."""
    return Matters(_read("sensitive.yml")["matters"])


@lru_cache(maxsize=1)
def load_angry() -> Phrases:
    """Words of anger."""
    given = _read("angry.yml")
    return Phrases(given["phrases"], given["marked"])


@lru_cache(maxsize=1)
def load_resume() -> Phrases:
    """Words that bring the assistant back."""
    return Phrases(_read("resume.yml")["phrases"])


def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def _words(text: str) -> str:
    return " ".join(_WORD.findall(normalise(text).lower()))
