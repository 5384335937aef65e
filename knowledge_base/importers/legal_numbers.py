"""Numbers of legal documents (số, ký hiệu): "60/2014/QH13", "18/2024/TT-BCA", "12/VBHN-BTP"."""

from __future__ import annotations

import re

from knowledge_base.importers.furniture import one_line

# Kinds and bodies as they stand in numbers. They are listed because a number may touch the
# next title: in "18/2024/TT-BCATHÔNG TƯ" only the list tells where the number ends.
_KINDS = "TTLT|TT|NĐ|QĐ|NQ|CT|CV|PL|L|LCT|SL|TB|KH|VBHN|BC|HD|TL|TCVN|QC|BB|ĐA|CTr|TTr|NĐHN|LĐ|QH"
_BODIES = (
    r"BNNPTNT|BNN&PTNT|BNNMT|BNN|BLĐTBXH|BVHTTDL|BVHTT|BTNMT|BKHCNMT|BKHCN|BKHĐT|BGTVT|BGDĐT|BTTTT"
    r"|BTC|BTP|BCA|BYT|BNV|BNG|BQP|BCT|BXD|BTTT|BTM|BNGL?|BDTTG|BVGCP|BTS|BCN|BTCCBCP|BTMDL"
    r"|NHNN|TTCP|TTg|CP|UBTVQH\d{1,2}|UBND|HĐND|HĐTP|VPCP|VPQH|VPCTN|CTN|TANDTC|VKSNDTC|BHXH"
    r"|UBCK|UBDT|UBCKNN|TCHQ|TCT|TLĐ|TTTT|TW|ĐCT|QH\d{0,2}|C\d{2}|TANDTC|VKSTC|TƯ|CĐT|TCTK|TTCNTT"
)
_TAIL = (
    rf"(?:(?:{_KINDS}|ND|QD)[-_/] ?(?:{_BODIES})(?:- ?(?:{_BODIES}))*|QH\d{{1,2}}|UBTVQH\d{{1,2}}"
    r"|NQ-QH\d{1,2}|PL-UBTVQH\d{1,2}|TTg|HĐBT|L-CTN|LCT/HĐNN\d"
    r"|NQLT-CP-UBTVQH\d{2}-ĐCTUBTWMTTQVN|NĐ-C|CP)"
)
# Resolutions have numbers such as "66.7/2025/NQ-CP".
_HEAD = r"(?:(?<!\d)\d{1,3}\.\d{1,3}|\d{1,10}[a-zđ]?)"
TOKEN = re.compile(
    rf"({_HEAD}) ?/ ?(\d{{4}}) ?/ ?({_TAIL})"
    rf"|(?<![\d/])({_HEAD})/((?:VBHN|QĐ|L|LCT|NQ|PL|TT|CT|NĐ)[-/](?:{_BODIES}))"
)
_YEAR_GLUED = re.compile(r"((?:19|20)\d{2})(\d{1,4}[a-zđ]?)\Z")
_MISSPELT = {"_": "-", "/ND-": "/NĐ-", "/QD-": "/QĐ-"}
_LONGEST_HEAD = 4


def split_head(number: str) -> tuple[str, str]:
    """Part digits that belong to the title from a number: "201102/2011/QH13" -> "2011", "02/…".

    Returns:
        What belongs to the title ("" for nothing), and the number; the number is "" when
        it cannot be read: its head is too long and no year stands before it, or its tail
        is cut off ("NĐ-C").
    """
    number = re.sub(r"\s+", "", number)
    for wrong, right in _MISSPELT.items():
        number = number.replace(wrong, right)
    if number.endswith("/NĐ-C"):
        return "", ""
    head, slash, tail = number.partition("/")
    digits = re.match(r"\d+", head)
    if digits is None or len(digits[0]) <= _LONGEST_HEAD:
        return "", number
    glued = _YEAR_GLUED.match(head)
    if glued is None:
        return "", ""
    return glued[1], glued[2] + slash + tail


def normalise_number(text: str) -> str | None:
    """The number a cell names, without "số" and spaces; ``None`` when it names none.

    "Thông tư số 104/2024/TT-BQP" and "số 104 /2024/TT-BQP" both give "104/2024/TT-BQP".
    """
    found = TOKEN.search(one_line(text))
    if found is None:
        return None
    return split_head(found[0])[1] or None


def key_of(number: str) -> str:
    """What two spellings of one number have in common."""
    head, slash, tail = re.sub(r"\s+", "", number).upper().partition("/")
    return (head.lstrip("0") or head) + slash + tail
