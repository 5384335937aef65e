"""Word lists of ``data/text`` that decide whether a typed form may be corrected.

Reading is lazy and happens once a process: importing this package stays quick.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from knowledge_base.errors import InvalidInput
from knowledge_base.text.fold import fold

FOLDER = Path(__file__).resolve().parents[2] / "data" / "text"


class Lexicon(NamedTuple):
    """What counts as a word: ``syllables`` with marks, ``folded`` without, ``foreign`` as typed."""

    syllables: frozenset[str]
    folded: frozenset[str]
    foreign: frozenset[str]

    def has(self, word: str) -> bool:
        """Tell whether a lower-case word is a syllable, typed with its marks or without any."""
        return word in self.syllables or (word.isascii() and word in self.folded)


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Read ``syllables.txt`` and ``foreign_words.txt``.

    Raises:
        InvalidInput: a list cannot be read.
    """
    syllables = frozenset(_words("syllables.txt"))
    folded = frozenset(fold(word) for word in syllables)
    return Lexicon(syllables, folded, frozenset(_words("foreign_words.txt")))


def read_yaml(name: str) -> object:
    """Parse a YAML file of the folder.

    Raises:
        InvalidInput: it cannot be read.
    """
    import yaml  # costs as much as the rest of this package; many callers never need it

    try:
        return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InvalidInput(f"{name}: {error}") from error


def _words(name: str) -> list[str]:
    try:
        lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"{name}: {error}") from error
    return [word for line in lines if not line.startswith("#") for word in line.split()]
