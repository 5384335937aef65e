"""Families: one procedure recorded at several levels or channels is one answer."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from knowledge_base.index import IndexSnapshot
from knowledge_base.index.passages import plain_name
from knowledge_base.search.phrases import flat


class Families:
    """Tells which procedures of an index are variants of each other."""

    def __init__(self, patterns: list[str], index: IndexSnapshot) -> None:
        """Args: patterns: what a name says of level or channel (regular expressions)."""
        variant = re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
        self._keys = [
            (item.field, flat(variant.sub(" ", plain_name(item.name)))) for item in index.procedures
        ]

    def same(self, one: int, other: int) -> bool:
        """Whether the procedures at two positions are variants of one."""
        return self._keys[one] == self._keys[other]

    def numbers(self) -> list[int]:
        """A number for the family of every procedure."""
        numbered: dict[tuple[str, str], int] = {}
        return [numbered.setdefault(key, len(numbered)) for key in self._keys]

    def heads(self, order: list[int]) -> list[tuple[int, list[int]]]:
        """The first of each family in ``order``, each with its variants, in their order."""
        groups: dict[tuple[str, str], list[int]] = {}
        for position in order:
            groups.setdefault(self._keys[position], []).append(position)
        return [(members[0], members[1:]) for members in groups.values()]


def load_family_patterns(path: Path) -> list[str]:
    """The patterns that staff list in ``data/search/families.yml``."""
    patterns: list[str] = yaml.safe_load(path.read_text(encoding="utf-8"))["variant_words"]
    return patterns
