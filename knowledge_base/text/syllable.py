"""The build of a Vietnamese syllable (âm tiết) and the place of its tone mark (dấu thanh).

Two spellings of the tone are in use: ``hòa`` (old) and ``hoà`` (new). Official
records mostly use the old one, so it is the one form kept here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

TONES = "\u0300\u0301\u0309\u0303\u0323"  # huyền, sắc, hỏi, ngã, nặng
_VOWELS = "aăâeêioôơuưy"
_SHAPED = frozenset("ăâêôơư")

_TONED = {
    unicodedata.normalize("NFC", vowel + tone): (vowel, tone) for vowel in _VOWELS for tone in TONES
}
_COMPOSED = {pair: char for char, pair in _TONED.items()}

_FIRST_VOWEL = re.compile(f"[{_VOWELS}]")
_SYLLABLE = re.compile(
    "(?P<onset>qu|gi(?=[aăâeêoôơuưy])|ngh|ng|nh|gh|kh|th|tr|ch|ph|[bcdđfghjklmnpqrstvwxz])?"
    f"(?P<vowels>[{_VOWELS}]{{1,3}})"
    "(?P<coda>ch|nh|ng|[ckmnpt])?"
)


def split_tone(word: str) -> tuple[str, str | None, int]:
    """Take the tones off a composed lower-case word.

    Returns:
        The word without tone marks (â, ê, ơ … stay), the last tone or None, and
        how many letters carried one.
    """
    letters: list[str] = []
    tone: str | None = None
    count = 0
    for char in word:
        pair = _TONED.get(char)
        if pair is None:
            letters.append(char)
        else:
            letters.append(pair[0])
            tone = pair[1]
            count += 1
    return "".join(letters), tone, count


def is_syllable(word: str) -> bool:
    """Tell whether a composed lower-case word is built like one Vietnamese syllable."""
    toneless, _, count = split_tone(word)
    return count <= 1 and _SYLLABLE.fullmatch(toneless) is not None


def with_tone(toneless: str, tone: str) -> str:
    """Put ``tone`` (one of ``TONES``) on a lower-case syllable, where the old spelling has it.

    A text without a vowel comes back as it is.
    """
    vowel = _FIRST_VOWEL.search(toneless)
    if vowel is None:
        return toneless
    toned = toneless[: vowel.start()] + _COMPOSED[vowel[0], tone] + toneless[vowel.end() :]
    return place_tone(toned)


@lru_cache(maxsize=16384)
def place_tone(word: str) -> str:
    """Put the tone mark of one composed word where the old spelling has it; keep the case.

    A word that is no single Vietnamese syllable ("café", "Paris") comes back as it is.
    """
    lower = word.lower()
    toneless, tone, count = split_tone(lower)
    if count != 1 or tone is None or len(lower) != len(word):
        return word
    match = _SYLLABLE.fullmatch(toneless)
    if match is None:
        return word
    place = match.start("vowels") + _tone_index(match["vowels"], has_coda=match["coda"] is not None)
    placed = toneless[:place] + _COMPOSED[toneless[place], tone] + toneless[place + 1 :]
    if placed == lower:
        return word
    pairs = zip(placed, word, strict=True)
    return "".join(new.upper() if old.isupper() else new for new, old in pairs)


def _tone_index(vowels: str, *, has_coda: bool) -> int:
    """Index of the vowel that bears the tone. â, ă, ê, ô, ơ, ư attract it, ơ of ươ first."""
    shaped = [index for index, vowel in enumerate(vowels) if vowel in _SHAPED]
    if shaped:
        return shaped[-1]
    if len(vowels) == 1:
        return 0
    if len(vowels) == 2:
        return 1 if has_coda else 0
    return 1
