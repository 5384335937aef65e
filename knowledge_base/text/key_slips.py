"""Correct words typed while the Vietnamese keyboard was off ("ddang kys", "dang9 ky1").

A word is corrected only when it is none as typed and one as meant. A word whose keys
prove little ("kys", "ky1") waits for a proof elsewhere in the message; foreign words,
codes and addresses are never touched.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from knowledge_base.text.fold import fold
from knowledge_base.text.keystrokes import Keyed, read_telex, read_vni
from knowledge_base.text.lexicon import load_lexicon

# Letters and digits, not part of an address, a code or a document number.
_WORD = re.compile(r"(?<![\w@#&./\\-])[^\W\d_][^\W_]*(?![\w@#&/\\-])(?!\.\w)")
_HAS_DIGIT = re.compile(r"\d")
_TWO_MARKS = 2
# Shorter words corrected without proof would be initials and foreign particles ("as", "of").
_SHORTEST_ALONE = 3
# After these a digit is a number: "quan1", "to5".
_COUNTED_WORDS = (
    "so quan phuong to khu lau tang phong hem ngo duong ngay thang nam lop khoi cap muc loai hang "
    "mau dieu khoan hinh bai cau lan chuong phan quy tuan thu nhom diem block lo xa tuyen km ap kp "
    "ca ga tuoi toa san bang giai vong tap ban chi le la co cua nha gio"
)
_COUNTED = frozenset(_COUNTED_WORDS.split())


class Slip(NamedTuple):
    """What was meant by a mistyped word; ``proves`` that the keyboard was off."""

    meant: str
    proves: bool
    alone: bool


def correct_keys(text: str) -> str:
    """Return ``text`` with the words corrected that were typed with the keyboard off."""
    slips = {match[0]: find_slip(match[0]) for match in _WORD.finditer(text)}
    found = [slip for slip in slips.values() if slip is not None]
    if not found:
        return text
    proven = any(slip.proves for slip in found)

    def replace(match: re.Match[str]) -> str:
        slip = slips[match[0]]
        return slip.meant if slip is not None and (proven or slip.alone) else match[0]

    return _WORD.sub(replace, text)


@lru_cache(maxsize=16384)
def find_slip(word: str) -> Slip | None:
    """Return what a word of letters and digits was meant as, if it is a slip of the keyboard."""
    lower = word.lower()
    if not _is_plain_case(word) or len(lower) != len(word):
        return None
    lexicon = load_lexicon()
    if lexicon.has(lower) or lower in lexicon.foreign:
        return None
    digits = _HAS_DIGIT.search(word) is not None
    if digits and word.isupper():
        return None  # a code: "MU1A"
    keyed = read_vni(lower) if digits else read_telex(lower)
    if keyed is None:
        return None
    if keyed.text not in lexicon.syllables:
        return _without_marks(keyed, word)
    proves = _proves_vni(lower, keyed) if digits else _proves_telex(lower, keyed)
    alone = proves or (not digits and word.islower() and len(word) >= _SHORTEST_ALONE)
    return Slip(_in_case_of(keyed.text, word), proves, alone)


def _without_marks(keyed: Keyed, word: str) -> Slip | None:
    """What is left when the keys of some marks were forgotten: "phuongf" is "phuong"."""
    plain = fold(keyed.text)
    if not word.isalpha() or plain == word.lower() or plain not in load_lexicon().folded:
        return None
    return Slip(_in_case_of(plain, word), proves=False, alone=False)


def _proves_telex(word: str, keyed: Keyed) -> bool:
    return len(word) >= _SHORTEST_ALONE and (keyed.marks >= _TWO_MARKS or word.startswith("dd"))


def _proves_vni(word: str, keyed: Keyed) -> bool:
    letters = word.rstrip("0123456789")
    if keyed.inside:
        return True
    return fold(keyed.text) not in _COUNTED and (
        word.endswith("9") or (len(word) - len(letters) >= _TWO_MARKS and len(letters) > 1)
    )


def _is_plain_case(word: str) -> bool:
    return word.islower() or word.isupper() or (word[0].isupper() and word[1:].islower())


def _in_case_of(meant: str, typed: str) -> str:
    if typed.isupper() and len(typed) > 1:
        return meant.upper()
    return meant[0].upper() + meant[1:] if typed[0].isupper() else meant
