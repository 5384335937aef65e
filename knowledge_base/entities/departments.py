"""Find departments (sở, ngành) and other bodies by all their names, blind to diacritics.

The old name of a merged department leads to the one it went into. Names are data:
``data/centre/centre.yml`` and ``data/centre/agencies.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from knowledge_base.entities.model import Mention
from knowledge_base.entities.reading import Reading, words
from knowledge_base.errors import InvalidInput
from knowledge_base.text.fold import fold

FOLDER = Path(__file__).resolve().parents[2] / "data" / "centre"
_NAME_KEYS = ("short_names", "former_names")
# After these a field's name alone ("xây dựng") is the department's.
_LEADS = words("ben nganh quan cho len qua toi tren gap quay khu")
_OFFICE = re.compile(r"(?:so|ban|bql|s[a-z&]{2,7}|hepza|trung tam)\b")
_GAP = r"[\s\-&]+"


class Name(NamedTuple):
    """One spelling and the body it stands for: kind ``department`` or ``agency``."""

    spelling: str
    kind: str
    official: str


class DepartmentFinder:
    """Knows bodies by all their names.

    Args:
        names: spellings; they are folded here.

    Raises:
        InvalidInput: there are no names, or one spelling stands for two bodies.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        self._known: dict[str, Name] = {}
        for name in names:
            known = self._known.setdefault(_key(name.spelling), name)
            if known.official != name.official:
                raise InvalidInput(f"{name.spelling!r} stands for two departments")
        if not self._known:
            raise InvalidInput("there are no departments")
        # Longest first, so that "sở nông nghiệp và môi trường" is not cut short.
        ordered = sorted(self._known, key=len, reverse=True)
        alternatives = "|".join(_GAP.join(map(re.escape, key.split())) for key in ordered)
        self._pattern = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")

    def find(self, reading: Reading) -> list[Mention]:
        """Return the bodies named in a message; the value is the official name.

        Doubt: ``field`` when only a field was named, which may be meant as such
        ("giấy phép xây dựng").
        """
        found: list[Mention] = []
        at = 0
        while (match := self._pattern.search(reading.folded, at)) is not None:
            if self._is_other_word(reading, match):
                at = match.start() + len(match[0].split()[0])
                continue
            name = self._known[_key(match[0])]
            doubts = () if self._is_sure(reading, match) else ("field",)
            found.append(Mention(name.kind, name.official, match.start(), match.end(), doubts))
            at = match.end()
        return found

    def _is_other_word(self, reading: Reading, match: re.Match[str]) -> bool:
        """``hồ sơ xây dựng`` is no ``sở``."""
        if not match[0].startswith("so "):
            return False
        after_file = reading.before(match.start(), 1) == ["ho"]
        return after_file or not reading.may_say(match.start(), match.start() + 2, "sở")

    def _is_sure(self, reading: Reading, match: re.Match[str]) -> bool:
        name = self._known[_key(match[0])]
        if name.kind == "agency" or _OFFICE.match(match[0]):
            return True
        if _key(match[0]) == _key(name.official):
            return True
        return bool(_LEADS.intersection(reading.before(match.start(), 1)))


def centre_names(path: Path) -> list[Name]:
    """Read the departments of the centre's data: name, short and former names.

    Raises:
        InvalidInput: the file cannot be read as such.
    """
    return _names(path, "departments", "department", _spellings)


def agency_names(path: Path) -> list[Name]:
    """Read ``agencies.yml``.

    Raises:
        InvalidInput: the file cannot be read as such.
    """
    return _names(path, "agencies", "agency", lambda agency: [agency["name"], *agency["names"]])


def _names(
    path: Path, section: str, kind: str, spellings: Callable[[dict[str, Any]], list[str]]
) -> list[Name]:
    try:
        bodies = yaml.safe_load(path.read_text(encoding="utf-8"))[section]
        return [Name(each, kind, body["name"]) for body in bodies for each in spellings(body)]
    except (OSError, KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise InvalidInput(f"{path}: {error!r}") from error


@lru_cache(maxsize=4)
def load_department_finder(centre: Path = FOLDER / "centre.yml") -> DepartmentFinder:
    """Return the finder over the centre's data and the list of agencies beside it.

    Raises:
        InvalidInput: a file is missing or broken.
    """
    agencies = centre.with_name("agencies.yml")
    names = agency_names(agencies) if agencies.is_file() else []
    return DepartmentFinder([*centre_names(centre), *names])


def _spellings(department: dict[str, Any]) -> list[str]:
    spellings = [str(department["name"])]
    for key in _NAME_KEYS:
        others = department.get(key, [])
        if not isinstance(others, list):
            raise TypeError(f"{key!r} wants a list")
        spellings += map(str, others)
    return spellings


def _key(spelling: str) -> str:
    return " ".join(re.sub(r"[-&]", " ", fold(spelling)).split())
