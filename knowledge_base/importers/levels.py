"""Levels of government (cấp thực hiện) from a list such as "Cấp tỉnh, Cấp xã"."""

from __future__ import annotations

from knowledge_base.importers.furniture import one_line
from knowledge_base.model import Level

_LEVELS = {
    "cấp xã": Level.WARD,
    "cấp tỉnh": Level.CITY,
    "cấp bộ": Level.MINISTRY,
    "cơ quan khác": Level.OTHER,
}


def parse_levels(text: str) -> tuple[list[Level], list[str]]:
    """Read the levels in the order of the source, once each.

    Returns:
        The levels, and the words that name no known level (cấp huyện, which no longer
        exists, is one of them).
    """
    levels: list[Level] = []
    unknown: list[str] = []
    for part in one_line(text).split(","):
        word = part.strip()
        level = _LEVELS.get(word.casefold())
        if level is None:
            unknown += [word] if word else []
        elif level not in levels:
            levels.append(level)
    return levels, unknown
