"""Whether a message is English; a Vietnamese one, with diacritics or without, never is.

Small and certain rather than complete: words that are also Vietnamese syllables ("the",
"to", "can") and English words in everyday Vietnamese ("online") decide nothing. Clean for
Python 3.10; shared by the bot.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge_base.errors import InvalidInput
from knowledge_base.text.fold import accented_share, fold
from knowledge_base.text.lexicon import load_lexicon

FILE = Path(__file__).resolve().parents[2] / "data" / "english" / "words.yml"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# A name of a place may carry marks in an English message ("in Thủ Đức").
_MOST_ACCENTED = 0.34
_FEWEST = 2
# English words to each syllable that only Vietnamese has.
_OUTWEIGH = 1.5


@dataclass(frozen=True)
class EnglishWords:
    """Words that tell of English: ``grammar`` hardly stands in a Vietnamese message."""

    grammar: frozenset[str]
    vocabulary: frozenset[str]
    borrowed: frozenset[str]
    both: frozenset[str]


@lru_cache(maxsize=2)
def load_english_words(path: Path = FILE) -> EnglishWords:
    """Read the word lists, once a process.

    Raises:
        InvalidInput: the file is missing or broken.
    """
    try:
        lists = yaml.safe_load(path.read_text(encoding="utf-8"))
        names = ("grammar", "vocabulary", "borrowed", "both")
        return EnglishWords(*(frozenset(str(lists[name]).split()) for name in names))
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise InvalidInput(f"{path.name}: {error!r}") from error


def is_english(text: str) -> bool:
    """Whether ``text`` is surely English."""
    if accented_share(text) > _MOST_ACCENTED:
        return False
    words = [word.replace("’", "'") for word in _WORD.findall(text.lower())]
    kinds = [_kind(word) for word in words]
    grammar, strong = kinds.count("grammar"), kinds.count("vocabulary")
    english = grammar + strong
    if english < _FEWEST or english < _OUTWEIGH * kinds.count("vietnamese"):
        return False
    # Two nouns alone ("birth certificate") are a message; among other words they are borrowed.
    return grammar > 0 or "vietnamese" not in kinds


def _kind(word: str) -> str:
    lists, lexicon = load_english_words(), load_lexicon()
    plain = fold(word)
    if plain == "i":
        return "grammar"
    if plain in lists.borrowed or len(plain) < 2:
        return "neither"
    known = plain in lists.grammar or plain in lists.vocabulary or plain in lists.both
    if plain in lexicon.folded or word != plain:
        return "neither" if known and word == plain else "vietnamese"
    if plain in lists.grammar:
        return "grammar"
    return "vocabulary" if known else "neither"
