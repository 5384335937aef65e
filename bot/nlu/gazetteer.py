"""Find department names and procedure codes in a message, blind to diacritics."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from knowledge_base.text.fold import fold

# The national code of a procedure, perhaps with the agency's tail (".000.00.00.H29").
_CODE = re.compile(r"(?<![\d.])(\d\.\d{6})(?:(?:\.\d{2,3}){3}(?:\.[A-Za-z]\d+)?)?(?!\d)")
_NAME_KEYS = ("short_names", "former_names")


class Mention(NamedTuple):
    """A thing named in a message: ``value`` is its official form, places are code points."""

    kind: str
    value: str
    start: int
    end: int


class Gazetteer:
    """Knows departments by all their names.

    Args:
        names: spelling → official name; spellings are folded here.

    Raises:
        ValueError: there are no names, or one spelling stands for two departments.
    """

    def __init__(self, names: list[tuple[str, str]]) -> None:
        self._official: dict[str, str] = {}
        for spelling, name in names:
            key = _key(spelling)
            if self._official.setdefault(key, name) != name:
                raise ValueError(f"{spelling!r} stands for two departments")
        if not self._official:
            raise ValueError("there are no departments")
        # Longest first, so that "sở nông nghiệp và môi trường" is not cut short.
        ordered = sorted(self._official, key=len, reverse=True)
        alternatives = "|".join(r"[\s\-]+".join(map(re.escape, key.split())) for key in ordered)
        self._pattern = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")

    @classmethod
    def load(cls, path: Path) -> Gazetteer:
        """Read the centre's data: ``departments`` with name, short and former names."""
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        names = []
        for department in content["departments"]:
            spellings = [department["name"]]
            for key in _NAME_KEYS:
                spellings += department.get(key, [])
            names += [(spelling, department["name"]) for spelling in spellings]
        return cls(names)

    def find(self, text: str) -> list[Mention]:
        """Return every department and procedure code named in a composed (NFC) text."""
        return [*self._departments(text), *_codes(text)]

    def _departments(self, text: str) -> Iterator[Mention]:
        for match in self._pattern.finditer(fold(text)):
            name = self._official[_key(match[0])]
            yield Mention("department", name, match.start(), match.end())


def _key(spelling: str) -> str:
    return " ".join(fold(spelling).replace("-", " ").split())


def _codes(text: str) -> Iterator[Mention]:
    for match in _CODE.finditer(text):
        yield Mention("code", match[1], match.start(), match.end())
