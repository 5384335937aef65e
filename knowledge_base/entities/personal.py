"""Find what in a text is a person's own number or address.

Rather one number too many than one too few: any run of eight digits or more is hidden,
however it is broken up, unless it is a sum of money, a date, or a code of a procedure or
dossier, which say nothing of a person by themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.entities.codes import (
    find_dossier_codes,
    find_own_numbers,
    find_procedure_codes,
)
from knowledge_base.entities.dates import find_when
from knowledge_base.entities.numbers import mask
from knowledge_base.entities.reading import Reading
from knowledge_base.entities.when import now_here
from knowledge_base.text.fold import fold

# What stands in a text instead of a value. No words: "[số điện thoại]" was heard as a
# question after our telephone number.
MASK = "[•••]"
_LEAST_DIGITS = 8
_SEPARATOR = r"[\s.,\-–—()/_·*|:]{0,3}"
_DIGIT = r"[0-9٠-٩०-९０-９oO]"
_RUN = re.compile(rf"\+?{_DIGIT}(?:{_SEPARATOR}{_DIGIT}){{{_LEAST_DIGITS - 1},}}")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DIGIT_WORD = "khong|mot|hai|ba|bon|tu|nam|lam|sau|bay|bẩy|tam|chin|linh|le"
_SPOKEN = re.compile(
    rf"\b(?:{_DIGIT_WORD})(?:[\s,.\-]+(?:{_DIGIT_WORD})){{{_LEAST_DIGITS - 1},}}\b"
)
_MONEY = re.compile(r"\s*(?:đ|đồng|dong|vnd|vnđ|usd|triệu|trieu|tỷ|ty|nghìn|ngàn)\b", re.IGNORECASE)
_PHONE = re.compile(r"0[235789]\d{8,9}|84[235789]\d{8,9}")
# Numbers that we give: receipts ("XD-2026-000123").
_RECEIPT = re.compile(r"\b[a-zđ]{2} ?- ?20\d\d ?- ?\d{6}\b", re.IGNORECASE)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3}){2,4}")


@dataclass(frozen=True)
class Found:
    """A personal value at [``start``, ``end``) of a text; ``kind`` is the vault's."""

    kind: str
    start: int
    end: int


def find_personal(text: str) -> list[Found]:
    """Personal numbers and addresses of ``text``, in order, not overlapping."""
    spans = [Found("email", *match.span()) for match in _EMAIL.finditer(text)]
    if _may_hold_number(text):
        harmless = list(_harmless(text))
        spans += [item for item in _numbers(text) if not _inside(item, harmless)]
    spans += [Found("digits", *match.span()) for match in _SPOKEN.finditer(fold(text))]
    return _apart(spans)


def hide_personal(text: str) -> str:
    """``text`` for the person's own eyes: of numbers their last three digits, else a mark."""
    text = unicodedata.normalize("NFC", text)
    pieces: list[str] = []
    at = 0
    for item in find_personal(text):
        pieces += [text[at : item.start], _hidden(text[item.start : item.end])]
        at = item.end
    return "".join([*pieces, text[at:]])


def _hidden(value: str) -> str:
    # Letters are part of an address, of spoken digits, or stand for zeros.
    return MASK if any(char.isalpha() for char in value) else mask(value)


def _may_hold_number(text: str) -> bool:
    return sum(char.isdigit() or char in "oO" for char in text) >= _LEAST_DIGITS


def _numbers(text: str) -> Iterator[Found]:
    for match in _RUN.finditer(text):
        digits = _digits(match[0])
        typed = sum(char.isdigit() for char in match[0])
        # Letters o pass for zeros only where the whole is then a number of a person.
        enough = typed >= _LEAST_DIGITS or (typed >= 2 and _PHONE.fullmatch(digits))
        if enough and not _is_money(text, match):
            yield Found(_kind(match[0], digits), *match.span())


def _digits(typed: str) -> str:
    zeros = typed.replace("o", "0").replace("O", "0")
    return "".join(str(unicodedata.decimal(char)) for char in zeros if char.isdecimal())


def _is_money(text: str, match: re.Match[str]) -> bool:
    grouped = _THOUSANDS.fullmatch(match[0].strip())
    return bool(grouped) or bool(_MONEY.match(text, match.end()))


def _kind(typed: str, digits: str) -> str:
    if len(digits) == 12 and digits[0] == "0":
        return "citizen_id"
    if typed.startswith("+") or _PHONE.fullmatch(digits):
        return "phone"
    if len(digits) == 9:
        return "old_citizen_id"
    return "card" if 13 <= len(digits) <= 19 else "digits"


def _harmless(text: str) -> Iterator[tuple[int, int]]:
    """Codes and times: no personal numbers, whatever their digits."""
    reading = Reading.of(text)
    mentions = [*find_dossier_codes(text), *find_procedure_codes(text), *find_own_numbers(text)]
    mentions += [found.as_mention() for found in find_when(reading, now_here())]
    yield from ((mention.start, mention.end) for mention in mentions)
    yield from (match.span() for match in _RECEIPT.finditer(text))


def _inside(item: Found, spans: list[tuple[int, int]]) -> bool:
    return any(start <= item.start and item.end <= end for start, end in spans)


def _apart(spans: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for item in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept
