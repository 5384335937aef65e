"""Codes of dossiers (mã hồ sơ) and of procedures (mã thủ tục), however they are typed.

A dossier's code is the receiving unit, the day of intake and the number of that day:
``000.00.01.H29-260310-0420`` (TT 01/2018/TT-VPCP, Điều 19), and in use also
``38.98.H29-210519-0013``, ``H15.50.05.13-261008-0975`` (QĐ 20/2020/QĐ-TTg order) and
``G09.20-20260609-0092637``. Separators may be missing, spaces or other dashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from knowledge_base.entities.model import Mention

_SEP = r"[ .\-\u2010-\u2015\u2212_/]*"
_UNIT_FIRST = (
    rf"(?:(?P<a>\d{{3}}){_SEP}(?P<b>\d{{2}}){_SEP}(?P<c>\d{{2}})|(?P<d>\d{{2}}){_SEP}(?P<e>\d{{2}}))"
    rf"{_SEP}(?P<place>[A-Z]\d{{2}})"
)
_PLACE_FIRST = r"(?P<first>[A-Z]\d{2}(?:\s?\.\s?\d{2,3}){1,4})"
_BARE = r"(?P<bare>[A-Z]\d{2})"
_TAIL = rf"{_SEP}(?P<tail>\d[\d .\-\u2010-\u2015\u2212_/]{{8,18}}\d)"
_DOSSIER = re.compile(rf"(?<![\w.])(?:{_UNIT_FIRST}|{_PLACE_FIRST}|{_BARE}){_TAIL}(?!\w)", re.I)
# Numbers that we give ourselves: a petition, a hand-over to an officer.
_OURS = re.compile(r"(?<!\w)(?:PA|HT)[ \-\u2010-\u2015]?20\d\d[ \-\u2010-\u2015]?\d{6}(?!\d)", re.I)
_NUMBERS = re.compile(r"\d+")
_DAY_LENGTHS = (6, 8)
_SERIAL_LENGTHS = range(4, 8)

# The national code of a procedure, perhaps with the agency's tail (".000.00.00.H29").
_PROCEDURE = re.compile(
    r"(?<![\d.,/-])([1-9]) ?[.,] ?(\d{6})(?:(?:\.\d{2,3}){3}(?:\.[A-Za-z]\d+)?)?(?![\d]|[.,/-]\d)"
)
_NAMED = re.compile(
    r"(?:mã|ma|tthc|thủ tục|thu tuc)(?: (?:số|so|là|la))?[ :]+([1-9])[ -]?(\d{6})(?!\d)",
    re.IGNORECASE,
)


def find_dossier_codes(text: str) -> list[Mention]:
    """Return the dossier codes in ``text``; the value is the code as the portals write it.

    Doubts: ``day`` (no such day of intake), ``split`` (typed without separators, and it
    could be read in several ways: the likeliest is the value), ``unit`` (the unit is
    missing before the day).
    """
    found = (_read_dossier(match) for match in _DOSSIER.finditer(text))
    return [mention for mention in found if mention is not None]


def find_own_numbers(text: str) -> list[Mention]:
    """Return the numbers of our own giving in ``text`` (``PA-2026-000123``), as typed."""
    return [Mention("own_number", match[0], *match.span()) for match in _OURS.finditer(text)]


def _read_dossier(match: re.Match[str]) -> Mention | None:
    readings = _split_tail(match["tail"])
    if not readings:
        return None
    real = [reading for reading in readings if _is_day(reading[0])]
    if match["bare"] and not real:
        return None
    day, serial = (real or readings)[0]
    doubts = []
    if not real:
        doubts.append("day")
    if len(real) > 1 or (not real and len(readings) > 1):
        doubts.append("split")
    if match["bare"]:
        doubts.append("unit")
    code = f"{_unit(match)}-{day}-{serial}"
    return Mention("dossier_code", code, match.start(), match.end(), tuple(doubts))


def _unit(match: re.Match[str]) -> str:
    if match["place"]:
        numbers = [match[name] for name in "abcde" if match[name]]
        return ".".join([*numbers, match["place"].upper()])
    return re.sub(r"\s", "", match["first"] or match["bare"]).upper()


def _split_tail(tail: str) -> list[tuple[str, str]]:
    """Day and number of the day; several ways only where nothing stands between them."""
    parts = _NUMBERS.findall(tail)
    if len(parts) == 2:
        day, serial = parts
        fits = len(day) in _DAY_LENGTHS and len(serial) in _SERIAL_LENGTHS
        return [(day, serial)] if fits else []
    if len(parts) != 1:
        return []
    return [
        (tail[:length], tail[length:])
        for length in _DAY_LENGTHS
        if len(tail) - length in _SERIAL_LENGTHS
    ]


def _is_day(digits: str) -> bool:
    year = digits[:-4] if len(digits) == 8 else f"20{digits[:-4]}"
    try:
        date(int(year), int(digits[-4:-2]), int(digits[-2:]))
    except ValueError:
        return False
    return 2010 <= int(year) < 2100


def find_procedure_codes(text: str) -> list[Mention]:
    """Return the procedure codes in ``text``; the value is ``1.001193``, without a tail."""
    return [
        Mention("code", f"{match[1]}.{match[2]}", start, match.end())
        for match, start in _procedure_matches(text)
        if match[2] != "000000"
    ]


def _procedure_matches(text: str) -> Iterator[tuple[re.Match[str], int]]:
    for match in _PROCEDURE.finditer(text):
        yield match, match.start()
    for match in _NAMED.finditer(text):
        yield match, match.start(1)
