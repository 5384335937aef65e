"""Bring a citizen's message into one written form before anything else reads it.

Meant for what programs compare, not for what is shown back: a person's own name
may be spelt with the other tone placement.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from knowledge_base.text.addresses import outside_addresses
from knowledge_base.text.key_slips import correct_keys
from knowledge_base.text.markup import strip_markup
from knowledge_base.text.respelling import respell, respell_phrases
from knowledge_base.text.syllable import place_tone, split_tone

# Zero-width, directional, control and stray surrogate characters carry no meaning here.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\u20e3"
    "\ud800-\udfff\U000e0000-\U000e01ef]"
)
# Emoji, pictographs, bullets, private-use glyphs of old office fonts, blank fillers.
_PICTURE = re.compile(
    "[\u2300-\u23ff\u25a0-\u27bf\u2800\u2b00-\u2bff\u3030\u303d\u3164\u3297\u3299\ue000-\uf8ff"
    "\U0001f000-\U0001faff\U000f0000-\U0010ffff]+"
)
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"(?<!\w)[^\W\d_]{2,}(?!\w)")
_ADDRESS = re.compile(r"[@/\\]|\w\.\w|^www\.")
_RUN = re.compile(r"(.)\1{2,}", re.IGNORECASE)
_ROMAN = re.compile(r"(?:[IVXLCDM]+|[ivx]+)\Z")
_ROMAN_VALUE = re.compile(
    r"M*(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\Z", re.IGNORECASE
)
# Final doubles that no Vietnamese word has; "ee" and "oo" end borrowed words (coffee, zoo).
_PLAIN_DOUBLES = frozenset("aiuy")
# "!!!!!!!!" says no more than "!!!", and a thousand brackets would hide the words between.
_SIGNS = re.compile(r"([^\w\s])\1{3,}")
_VOWELS = frozenset("aeiouy")
_ETH = str.maketrans({"ð": "đ", "Ð": "Đ"})
_MAX_PASSES = 8


def normalise(text: str) -> str:
    """Return the one form of ``text``; twice gives the same as once.

    NFC; invisible characters, emoji and HTML removed; white space collapsed; plain
    letters for full-width ones; a sign at most three times in a row; one tone placement
    (``hoà`` becomes ``hòa``) and one spelling of i and y (``kĩ`` becomes ``kỹ``); drawn-out
    letters shortened ("ơiiii" becomes "ơi"); words typed with the keyboard off corrected
    ("ddang kys" becomes "đang ký"). Codes, numbers and web addresses stay as they are.

    Raises:
        InvalidInput: a word list of ``data/text`` is missing or broken; no text raises.
    """
    for _ in range(_MAX_PASSES):
        clean = _pass(text)
        if clean == text:
            break
        text = clean
    return text


def _pass(text: str) -> str:
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", strip_markup(text)).translate(_ETH))
    text = _SPACE.sub(" ", _SIGNS.sub(r"\1\1\1", _PICTURE.sub(" ", text))).strip()
    text = " ".join([_clean_chunk(chunk) for chunk in text.split(" ")])
    return outside_addresses(text, _correct)


def _correct(text: str) -> str:
    return respell_phrases(correct_keys(text))


def _clean_chunk(chunk: str) -> str:
    if chunk.isascii() and _ADDRESS.search(chunk):
        return chunk
    return _WORD.sub(_clean_match, chunk)


def _clean_match(match: re.Match[str]) -> str:
    return _clean_word(match[0])


@lru_cache(maxsize=16384)
def _clean_word(word: str) -> str:
    return respell(place_tone(shorten(word)))


def shorten(word: str) -> str:
    """Shorten the drawn-out letters of one composed word: "nhiềuuu" becomes "nhiều".

    Kept: plain words without a vowel ("CCCD"; "kkk" is laughter, not "không"), Roman
    numerals, and doubles inside a word ("xoong").
    """
    if word.isascii() and (not _VOWELS & set(word.lower()) or _is_roman(word)):
        return word
    word = _RUN.sub(r"\1", word)
    while len(word) > 1 and _ends_drawn_out(word):
        word = word[:-1]
    return word


def _ends_drawn_out(word: str) -> bool:
    last, before = word[-1].lower(), word[-2].lower()
    if last == before:
        return last in _PLAIN_DOUBLES or not word.isascii()
    # "ạa": the tone sits on the first of the repeated letters.
    toneless, _, count = split_tone(before)
    return count == 1 and toneless == last


def _is_roman(word: str) -> bool:
    return bool(_ROMAN.match(word) and _ROMAN_VALUE.match(word))
