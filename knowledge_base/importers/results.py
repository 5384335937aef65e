"""Results (kết quả thực hiện): names of papers, freed from the portal's codes "Mã: KQ.…"."""

from __future__ import annotations

import re

from knowledge_base.importers.furniture import clean, one_line, says_nothing

# A code is capitals, digits and marks up to its last digit ("KQ.G01.000258"); the next
# result's name follows without a space.
_CODE = re.compile(r"\s*Mã:\s*(?:(?:KQ\.g)?[A-ZĐ\d.\-]*\d)?")
# Officials left words typed to try the form out ("dsfas"): small letters, no accent, no space.
_TYPED_TO_TRY = re.compile(r"[a-z]{1,12}\Z")
_BULLET = re.compile(r"^(?:[-–—+*•▪]+|\(?\d{1,2}[.)]|[a-zđ]\))\s*")


def parse_results(text: str) -> list[str]:
    """Read the results of a text whose footer is cut off, once each."""
    results: list[str] = []
    for part in _CODE.split(clean(text)):
        name = _BULLET.sub("", one_line(part)).strip(" .;,-")
        if says_nothing(name) or _TYPED_TO_TRY.match(name) or name in results:
            continue
        results += [name] if any(char.isalpha() for char in name) else []
    return results
