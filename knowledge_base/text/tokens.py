"""Split a message into syllables, numbers and codes."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
      (?:https?://|www\.)\S+                             # web address
    | [\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+        # mail address (RFC 5321 4.5.3.1)
    | \d+/(?:\d{4}/)?[^\W\d_]+(?:-[^\W\d_]+)*\d*         # document number: 123/2015/NĐ-CP
    | \d+(?:[.,:/-]\d+)*[^\W_]*                          # 1.001193, 15/3/2026, 8h30, 500k
    | [^\W_]+                                            # syllable, or a code such as CT01
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """One token: its place in the text (code points, end excluded) and its text as typed."""

    start: int
    end: int
    text: str


def tokens(text: str) -> list[Token]:
    """Return the tokens of ``text`` in order, as typed, with their places.

    Decomposed text gives wrong pieces: normalise it first (``syllables`` does).
    """
    return [Token(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(text)]


def syllables(text: str) -> list[str]:
    """Return the lower-case syllables, numbers and codes of ``text``, without punctuation.

    Codes stay whole: ``1.001193``, ``ct01``, ``123/2015/nđ-cp``.
    """
    return [match.lower() for match in _TOKEN.findall(unicodedata.normalize("NFC", text))]
