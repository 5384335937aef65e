"""Accent folding (bỏ dấu): lower case, no diacritics, ``đ`` as ``d``.

Two texts that a citizen means as the same fold to the same string, whether they
were typed with or without diacritics, composed (NFC) or decomposed (NFD).
"""

from __future__ import annotations

import re
import unicodedata

_BLOCKS = (range(0x00C0, 0x0250), range(0x1E00, 0x1F00))
_MARK = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+")
_VOWEL = frozenset("aeiouy")
# Old fonts and foreign keyboards give eth where đ is meant.
_STROKED = {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"}


def _bare(char: str) -> str:
    return _MARK.sub("", unicodedata.normalize("NFD", char)).lower()


def _build_table() -> dict[int, str]:
    table = {ord(char): plain for char, plain in _STROKED.items()}
    for block in _BLOCKS:
        for point in block:
            char = chr(point)
            bare = _bare(char)
            if point not in table and bare != char:
                table[point] = bare
    return table


_TABLE = _build_table()


def fold(text: str) -> str:
    """Return ``text`` in lower case without diacritics.

    One character in, one out, for composed Vietnamese text, so positions found
    in the folded text hold in the original. Letters of other scripts stay.
    """
    if text.isascii():
        return text.lower()
    folded = text.translate(_TABLE).lower()
    if folded.isascii():
        return folded
    # Rare: decomposed text, or a letter outside the blocks above.
    return _MARK.sub("", unicodedata.normalize("NFD", folded))


def has_diacritics(text: str) -> bool:
    """Tell whether any letter carries a Vietnamese mark (dấu) or is ``đ``."""
    return not text.isascii() and fold(text) != text.lower()


def accented_share(text: str) -> float:
    """Share (0 to 1) of the word-like tokens that carry a diacritic; 0 without such tokens.

    Word-like: letters only, with a vowel or an accent, so that codes, numbers
    and consonant abbreviations ("k", "CT01") do not count. Ordinary written
    Vietnamese lies around .75, unaccented chat at 0.
    """
    accented = words = 0
    for token in _WORD.findall(unicodedata.normalize("NFC", text)):
        if not token.isalpha():
            continue
        if has_diacritics(token):
            accented += 1
            words += 1
        elif not _VOWEL.isdisjoint(token.lower()):
            words += 1
    return accented / words if words else 0.0
