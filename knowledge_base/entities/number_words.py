"""Vietnamese numbers up to 99 in words, as patterns over folded text."""

from __future__ import annotations

import re

_ONES = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9,
}  # fmt: skip
_ONE = "|".join(_ONES)
WORDS = rf"(?:(?:(?:{_ONE})\s+)?muoi(?:\s+(?:{_ONE}))?|{_ONE})"
DIGITS = r"0?\d{1,2}"
NUMBER = rf"(?:{DIGITS}|{WORDS})"


_ACCENTED = frozenset(
    (
        "một",
        "mốt",
        "hai",
        "ba",
        "bốn",
        "tư",
        "năm",
        "lăm",
        "sáu",
        "bảy",
        "bẩy",
        "tám",
        "chín",
        "mười",
        "mươi",
    )
)
# Without marks these are more often another word: bây (giờ), sau (giờ), từ (giờ).
_UNSURE_PLAIN = frozenset({"bay", "sau", "tu"})


def is_number(typed: str) -> bool:
    """Whether small letters as typed are a number: "tám" and "tam", not "tạm", "bây" or "sau"."""
    if typed.isdigit():
        return True
    if typed in _UNSURE_PLAIN:
        return False
    return all(word in _ACCENTED or word in _ONES or word == "muoi" for word in typed.split())


def read_number(folded: str) -> int:
    """Read what ``NUMBER`` matched."""
    if folded.isdigit():
        return int(folded)
    before, ten, after = re.split(r"\s*\b(muoi)\b\s*|\Z", folded, maxsplit=1)[:3]
    if not ten:
        return _ONES[folded.strip()]
    return 10 * (_ONES[before.strip()] if before else 1) + (_ONES[after] if after else 0)
