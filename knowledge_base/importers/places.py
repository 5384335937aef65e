"""Doubts about who settles a dossier and where, told from names of places."""

from __future__ import annotations

import re

from knowledge_base.importers.letters import LOWER, UPPER
from knowledge_base.importers.rows import Issue
from knowledge_base.model import Level

HOME_CITY = "Hồ Chí Minh"
_PLACE = re.compile(
    rf"(?<!\w)(?i:thành phố|tỉnh|tp\.?)\s+([{UPPER}][{LOWER}]+(?:\s+[{UPPER}][{LOWER}]+)+)"
)
# Districts were given up on 1 July 2025; sources still name their offices.
_DISTRICT = re.compile(r"(?<!\w)huyện(?!\w)", re.IGNORECASE)


def doubts_about_place(authority: str, where: str, levels: list[Level]) -> set[Issue]:
    """What staff must confirm about authority and address.

    A procedure of the ward or the city cannot be settled in another province: the
    crawler took the page of whichever province came first. A ministry's address may
    be anywhere.
    """
    issues: set[Issue] = set()
    is_local = bool(levels) and Level.MINISTRY not in levels
    elsewhere = [name for name in _PLACE.findall(f"{authority}\n{where}") if not _is_home(name)]
    if is_local and elsewhere:
        issues.add(Issue.PLACE_ELSEWHERE)
    if _DISTRICT.search(authority):
        issues.add(Issue.PLACE_DISTRICT)
    return issues


def _is_home(name: str) -> bool:
    return name.startswith(HOME_CITY)
