"""Telephone numbers and numbers of persons (CCCD, CMND), and how to hide them.

A number that fits two readings is reported as both, never as the wrong one. CCCD: 12
digits = place of birth registration (3), century and sex (1), year (2), 6 more (NĐ
137/2015/NĐ-CP, Điều 13); CMND: 9 digits. Tax codes, accounts and sums are none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.entities.model import Json, Mention
from knowledge_base.entities.reading import Reading

_NUMBER = re.compile(r"(?<![\w.,/:+-])(?:\+ ?)?\(?\d(?:[ .\-()]{0,2}\d){8,14}(?!\w)(?![.,/:-]\d)")
_PART = re.compile(r"\+?\d[\d.\-]{7,}\d")
_SEPARATORS = re.compile(r"\D")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:([.,\u00a0 ])\d{3})(?:\1\d{3})+")
_MOBILE = re.compile(r"0(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)\d{7}")
_OLD_STYLE_MOBILE = re.compile(r"0[35789]\d{8}")
_LANDLINE = re.compile(r"02\d{9}")
_COUNTRY = re.compile(r"(?:0084|84)0?(?=[235789]\d{8,9}$)")
_CENTURIES_NOW = "0123"
_PLACES = range(1, 97)
_SHOWN = 3

_PHONE_WORDS = (
    "dien thoai",
    "sdt",
    "dt",
    "goi",
    "lien he",
    "zalo",
    "so may",
    "hotline",
    "tel",
    "sms",
)
_ID_WORDS = ("cccd", "cmnd", "cmt", "can cuoc", "chung minh", "dinh danh", "cmtnd", "ddcn")
_OTHER_WORDS = (
    "mst", "ma so thue", "tai khoan", "stk", "so tk", "ma so doanh nghiep", "msdn", "bhxh", "bhyt",
    "ma vach", "so khung", "so may xe", "ma van don", "ma don", "ma giao dich", "bien lai",
)  # fmt: skip
_MONEY_WORDS = frozenset(
    {"dong", "d", "vnd", "vnđ", "k", "ngan", "nghin", "trieu", "ty", "usd", "m2"}
)


@dataclass(frozen=True)
class NumberReading:
    """One reading of a number: ``phone``, ``cccd`` or ``cmnd``, and its digits."""

    kind: str
    digits: str
    doubts: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Json]:
        """The reading with its masked form, for an entity's value."""
        return {"kind": self.kind, "number": self.digits, "masked": mask(self.digits)}


def mask(number: str) -> str:
    """Hide all but the last three digits of ``number``; other characters stay."""
    hidden = sum(char.isdigit() for char in number) - _SHOWN
    masked = []
    for char in number:
        masked.append("*" if char.isdigit() and hidden > 0 else char)
        hidden -= char.isdigit()
    return "".join(masked)


def find_numbers(reading: Reading) -> list[Mention]:
    """Return telephone numbers and numbers of persons.

    The value is an object ``{kind, number, masked}``; of an ``unclear_number``
    ``{readings: [...]}``. Doubts: ``place`` (unknown province), ``century``,
    ``prefix`` (no operator has it), ``kind`` (two readings).
    """
    return [_mention(readings, start, end) for start, end, readings in _read_all(reading)]


def _read_all(reading: Reading) -> Iterator[tuple[int, int, list[NumberReading]]]:
    for match in _NUMBER.finditer(reading.text):
        for start, end in _places(reading, match):
            readings = _readings_of(reading, start, end)
            if readings:
                yield start, end, readings


def _places(reading: Reading, match: re.Match[str]) -> list[tuple[int, int]]:
    """The number as a whole, or, where that is none, the numbers that spaces part."""
    if _readings_of(reading, *match.span()):
        return [match.span()]
    first = match.start()
    return [(first + part.start(), first + part.end()) for part in _PART.finditer(match[0])]


def _mention(readings: list[NumberReading], start: int, end: int) -> Mention:
    if len(readings) == 1:
        (only,) = readings
        kind = "phone" if only.kind == "phone" else "personal_id"
        return Mention(kind, only.as_json(), start, end, only.doubts)
    value: Json = {"readings": [item.as_json() for item in readings]}
    return Mention("unclear_number", value, start, end, ("kind",))


def _readings_of(reading: Reading, start: int, end: int) -> list[NumberReading]:
    typed = reading.text[start:end]
    named = _nearest_word(f" {' '.join(reading.before(start, 5))} ")
    if named == "other" or _is_money(typed, reading.after(end, 1), named):
        return []
    digits = _SEPARATORS.sub("", typed)
    has_plus = typed.startswith("+")
    phones = _phones(digits, has_plus=has_plus, named=named)
    persons = [] if has_plus else _persons(digits, named)
    if named == "phone" and phones:
        return phones
    if named == "id" and persons:
        return persons
    return phones + persons


def _nearest_word(before: str) -> str:
    """Which kind of number the words before speak of: that of the word nearest to it."""
    places = [
        (before.rfind(f" {word} "), kind)
        for kind, words in (("phone", _PHONE_WORDS), ("id", _ID_WORDS), ("other", _OTHER_WORDS))
        for word in words
    ]
    place, kind = max(places)
    return kind if place >= 0 else ""


def _is_money(typed: str, after: list[str], named: str) -> bool:
    if set(after) & _MONEY_WORDS:
        return True
    digits = _SEPARATORS.sub("", typed)
    round_sum = digits[:1] != "0" and digits.endswith("000")
    return not named and (round_sum or _THOUSANDS.fullmatch(typed) is not None)


def _phones(digits: str, *, has_plus: bool, named: str) -> list[NumberReading]:
    national = _COUNTRY.sub("0", digits)
    if has_plus and national == digits:
        return []
    if len(digits) == 9 and named != "id":
        national = f"0{digits}" if _MOBILE.fullmatch(f"0{digits}") else national
    if _MOBILE.fullmatch(national) or _LANDLINE.fullmatch(national):
        return [NumberReading("phone", national)]
    if _OLD_STYLE_MOBILE.fullmatch(national) and len(digits) > 9:
        return [NumberReading("phone", national, ("prefix",))]
    return []


def _persons(digits: str, named: str) -> list[NumberReading]:
    if len(digits) == 9:
        return [NumberReading("cmnd", digits)]
    if len(digits) != 12 or not (digits[0] == "0" or named == "id"):
        return []
    doubts = []
    if int(digits[:3]) not in _PLACES:
        doubts.append("place")
    if digits[3] not in _CENTURIES_NOW:
        doubts.append("century")
    return [NumberReading("cccd", digits, tuple(doubts))]
