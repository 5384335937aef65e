"""Strip diacritics (bỏ dấu) as a person types without them: letter case stays."""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile("[\u0300-\u036f]")
_STROKED = str.maketrans("đĐðÐ", "dDdD")


def strip_diacritics(text: str) -> str:
    """Return ``text`` with plain letters in place of accented ones.

    Unlike ``knowledge_base.text.fold`` it keeps capitals, because search may read them.
    """
    return _MARKS.sub("", unicodedata.normalize("NFD", text)).translate(_STROKED)
