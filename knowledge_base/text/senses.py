"""Entries of the lists of abbreviations and dialect words: a spelling, its meaning, its context."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge_base.errors import InvalidInput
from knowledge_base.text.fold import fold

# Letters, joined by "/" or "." as in "a/c" and "tp.hcm"; not part of a code, an address
# or a document number.
RUN = re.compile(r"(?<![\w@#&+./\\-])[^\W\d_]+(?:[./][^\W\d_]+)*(?![\w@&+\\-])(?!://)(?![./]\w)")
_PHRASE = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)+")
_NEAR = 4  # words before and after
_CONTEXT_KEYS = ("near", "after", "before", "not_after", "not_before")
_KEYS = frozenset({"short", "full", "number", "plain", *_CONTEXT_KEYS})


@dataclass(frozen=True)
class Sense:
    """One meaning of a spelling and the folded context words that decide for it."""

    full: str
    near: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()

    def fits(self, words: list[str], first: int, last: int) -> bool:
        """Tell whether this is the meaning of the words from ``first`` to ``last``."""
        before, after = words[:first], words[last + 1 :]
        if _ends_with_one(before, self.not_after) or _starts_with_one(after, self.not_before):
            return False
        if self.after and not _ends_with_one(before, self.after):
            return False
        if self.before and not _starts_with_one(after, self.before):
            return False
        return not self.near or _contains_one(before, after, self.near)


@dataclass(frozen=True)
class AbbreviationTable:
    """Meanings by spelling, in the order to try them, and prefixes of numbers."""

    senses: Mapping[str, tuple[Sense, ...]]
    before_numbers: Mapping[str, str]

    @property
    def phrases(self) -> tuple[str, ...]:
        """Spellings of several words, the longest first."""
        return tuple(sorted((short for short in self.senses if " " in short), key=len)[::-1])


def build_table(entries: list[dict[str, object]]) -> AbbreviationTable:
    """Check the entries and sort them by spelling.

    Raises:
        InvalidInput: an entry lacks a key, has an unknown one, or can never be chosen.
    """
    senses: dict[str, tuple[Sense, ...]] = {}
    numbers: dict[str, str] = {}
    for entry in entries:
        shorts, sense = _parse(entry)
        for short in shorts:
            if entry.get("number"):
                numbers[short] = sense.full
                continue
            earlier = senses.get(short, ())
            if any(other == Sense(other.full) for other in earlier):
                raise InvalidInput(f"abbreviation {short!r}: {sense.full!r} can never be chosen")
            senses[short] = (*earlier, sense)
    return AbbreviationTable(senses, numbers)


def _parse(entry: object) -> tuple[list[str], Sense]:
    if not isinstance(entry, dict) or not _KEYS.issuperset(entry):
        raise InvalidInput(f"abbreviation: unknown key in {entry!r}")
    full = entry.get("full")
    if not isinstance(full, str) or not full:
        raise InvalidInput(f"abbreviation without 'full': {entry!r}")
    shorts = _spellings(entry)
    contexts = {
        key: frozenset(fold(word) for word in _strings(entry, key)) for key in _CONTEXT_KEYS
    }
    return shorts, Sense(full, **contexts)


def _spellings(entry: Mapping[str, object]) -> list[str]:
    """Spellings of an entry in small letters; with ``plain`` also those without marks."""
    shorts = [short.lower() for short in _strings(entry, "short")]
    if not shorts:
        raise InvalidInput(f"abbreviation without 'short': {entry!r}")
    for short in shorts:
        if not (RUN.fullmatch(short) or (_PHRASE.fullmatch(short) and not entry.get("number"))):
            raise InvalidInput(f"abbreviation {short!r}: letters only, '/', '.' or a space between")
    if entry.get("plain"):
        shorts += [fold(short) for short in shorts]
    return list(dict.fromkeys(shorts))


def _strings(entry: Mapping[str, object], key: str) -> list[str]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise InvalidInput(
            f'abbreviation: {key!r} wants a list of words ("on", "no", "off" in quotes): {entry!r}'
        )
    return value


def _ends_with_one(before: list[str], endings: frozenset[str]) -> bool:
    joined = f" {' '.join(before[-_NEAR:])}"
    return any(joined.endswith(f" {ending}") for ending in endings)


def _starts_with_one(after: list[str], starts: frozenset[str]) -> bool:
    joined = f"{' '.join(after[:_NEAR])} "
    return any(joined.startswith(f"{start} ") for start in starts)


def _contains_one(before: list[str], after: list[str], wanted: frozenset[str]) -> bool:
    padded = f" {' '.join(before[-_NEAR:])}  {' '.join(after[:_NEAR])} "
    return any(f" {word} " in padded for word in wanted)
