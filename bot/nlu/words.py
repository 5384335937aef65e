"""Vietnamese words in a text, with their places: underthesea's words, cleaned and aligned."""

from __future__ import annotations

import re
from typing import NamedTuple

from underthesea import word_tokenize

_CORE = re.compile(r"\w(?:.*\w)?", re.DOTALL)


class Word(NamedTuple):
    """A word (từ), perhaps of several syllables: ``text`` stands at ``start`` in the message."""

    text: str
    start: int


def split_words(text: str) -> list[Word]:
    """Return the words of ``text`` in order, without punctuation at their edges.

    Never empty for a non-empty text: what has no word in it (an emoji) is one word,
    since Rasa's featurizers need one.
    """
    words = _align(text, word_tokenize(text))
    return words or [Word(text, 0)]


def _align(text: str, pieces: list[str]) -> list[Word]:
    """Find each piece in ``text``; a piece that was rewritten on the way is left out."""
    words = []
    position = 0
    for piece in pieces:
        core = _CORE.search(piece)
        if core is None:
            continue
        start = text.find(core[0], position)
        if start < 0:
            continue
        position = start + len(core[0])
        words.append(Word(core[0], start))
    return words
