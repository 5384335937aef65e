"""Give a misspelt syllable its usual spelling, where exactly that spelling is a word.

Chat spelling drops or swaps consonants ("nhữg", "kủa", "mìh"), haste loses a horn
("được" as "đuợc"). Unaccented words are left: they are too easily something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from knowledge_base.errors import InvalidInput
from knowledge_base.text.fold import fold
from knowledge_base.text.lexicon import load_lexicon, read_yaml
from knowledge_base.text.syllable import split_tone, with_tone

_FRONT = "eêiy"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<!n)g\Z", "ng"),  # nhữg
        (r"(?<=[iêa])h\Z", "nh"),  # mìh, chíh, thàh
        (r"nk\Z", "nh"),  # mìnk
        (r"ck\Z", "ch"),  # thíck
        (r"(?<=[iê])k\Z", "ch"),  # thík
        (r"(?<=[oôuưa])k\Z", "c"),  # họk
        (r"\Ak(?=[aăâoôơuư])", "c"),  # kủa
        (rf"\Ac(?=[{_FRONT}])", "k"),  # cý
        (rf"\Angh(?=[^{_FRONT}])", "ng"),  # nghành
        (rf"\Ang(?=[{_FRONT}])", "ngh"),  # ngèo
        (rf"\Agh(?=[^{_FRONT}])", "g"),  # ghạch
        (r"\Ag(?=[eê])", "gh"),  # gế
        (r"\Af", "ph"),  # fải
        (r"\Aw(?!u)", "qu"),  # wá
        (r"\Aq(?!u)", "qu"),  # qá
        (r"\Aj(?!i)", "gi"),  # júp
        (r"j", "i"),  # nhjều
        (r"(?:ưo|uơ)(?=[cimnptu])", "ươ"),  # ngưòi, đuợc
    )
)


def respell_phrases(text: str) -> str:
    """Return ``text`` with the phrases of ``spelling.yml`` in their usual spelling."""
    usual, pattern = _phrases()
    return pattern.sub(lambda match: _title(usual[match[0].lower()], match[0]), text)


def respell(word: str) -> str:
    """Return the usual spelling of one composed word, or the word as it is.

    Args:
        word: letters only, with the tone where the old spelling has it.
    """
    if word.isascii():
        return word
    lower = word.lower()
    if len(lower) != len(word) or (word.isupper() and len(word) > 1):
        return word
    lexicon = load_lexicon()
    if lower in _variants():
        return _title(_variants()[lower], word)
    if lower in lexicon.syllables:
        return word
    for candidate in _candidates(lower):
        # A name may be spelt in its own way; only a lost horn is surely a slip there.
        if candidate in lexicon.syllables and (word.islower() or "ươ" in split_tone(candidate)[0]):
            return _title(candidate, word)
    return word


@lru_cache(maxsize=1)
def _variants() -> dict[str, str]:
    """Spellings with the one of i and y that is not the usual one, and the usual one."""
    return _section("syllables")


@lru_cache(maxsize=1)
def _phrases() -> tuple[dict[str, str], re.Pattern[str]]:
    usual = _section("phrases")
    plain = {fold(typed): fold(right) for typed, right in usual.items()}
    usual.update({typed: right for typed, right in plain.items() if typed != right})
    words = "|".join(re.escape(typed) for typed in sorted(usual, key=len, reverse=True))
    return usual, re.compile(rf"(?<![\w@./-])(?:{words})(?![\w@/-])", re.IGNORECASE)


def _section(name: str) -> dict[str, str]:
    content = read_yaml("spelling.yml")
    section = content.get(name) if isinstance(content, dict) else None
    if not isinstance(section, dict) or not all(
        isinstance(usual, str) for usual in section.values()
    ):
        raise InvalidInput(f"spelling.yml: {name!r} wants spellings and what is usual")
    return dict(section)


def _candidates(word: str) -> Iterator[str]:
    toneless, tone, count = split_tone(word)
    if count > 1:
        return
    for pattern, replacement in _RULES:
        changed = pattern.sub(replacement, toneless, count=1)
        if changed != toneless:
            yield changed if tone is None else with_tone(changed, tone)


def _title(usual: str, typed: str) -> str:
    if typed.isupper() and len(typed) > 1:
        return usual.upper()
    return usual[0].upper() + usual[1:] if typed[0].isupper() else usual
