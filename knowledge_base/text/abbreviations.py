"""Write out chat and office abbreviations (viết tắt) where their meaning is clear.

The list is ``data/text/abbreviations.yml``, which staff may edit; its head explains
the keys. An abbreviation whose context decides nothing stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge_base.errors import InvalidInput
from knowledge_base.text.fold import fold
from knowledge_base.text.tokens import tokens

DEFAULT_FILE = Path(__file__).resolve().parents[2] / "data" / "text" / "abbreviations.yml"

# Letters, joined by "/" or "." as in "a/c" and "tp.hcm"; not part of a code, an address
# or a document number.
_RUN = re.compile(r"(?<![\w@#&+./\\-])[^\W\d_]+(?:[./][^\W\d_]+)*(?![\w@&+\\-])(?!://)(?![./]\w)")
_NEAR = 4  # words before and after
_ANY_NUMBER = "#"
_CONTEXT_KEYS = ("near", "after", "before", "not_after")
_KEYS = frozenset({"short", "full", "number", *_CONTEXT_KEYS})


@dataclass(frozen=True)
class Sense:
    """One meaning of an abbreviation and the folded context words that decide for it."""

    full: str
    near: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()

    def fits(self, words: list[str], place: int) -> bool:
        """Tell whether this meaning is the right one for the word at ``place``."""
        previous = words[place - 1] if place else ""
        following = words[place + 1] if place + 1 < len(words) else ""
        if previous in self.not_after:
            return False
        if self.after and not _ends_with_one(words[:place], self.after):
            return False
        if self.before and following not in self.before:
            return False
        return not self.near or _contains_one(words, place, self.near)


@dataclass(frozen=True)
class AbbreviationTable:
    """Meanings by spelling, in the order to try them, and prefixes of numbers."""

    senses: Mapping[str, tuple[Sense, ...]]
    before_numbers: Mapping[str, str]


@lru_cache(maxsize=8)
def load_abbreviations(path: Path = DEFAULT_FILE) -> AbbreviationTable:
    """Read the list; a process reads each file once.

    Raises:
        InvalidInput: the file is missing or an entry is not as its head says.
    """
    import yaml  # costs as much as the rest of this package; many callers never need it

    try:
        groups = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InvalidInput(f"{path}: {error}") from error
    if not isinstance(groups, dict):
        raise InvalidInput(f"{path}: wanted groups of entries")
    entries = [entry for group in groups.values() for entry in group or ()]
    return build_table(entries)


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
    shorts = _strings(entry, "short")
    if not shorts:
        raise InvalidInput(f"abbreviation without 'short': {entry!r}")
    unreachable = [short for short in shorts if not _RUN.fullmatch(short)]
    if unreachable:
        raise InvalidInput(
            f"abbreviation {unreachable[0]!r}: letters only, '/' or '.' between them"
        )
    contexts = {
        key: frozenset(fold(word) for word in _strings(entry, key)) for key in _CONTEXT_KEYS
    }
    return [short.lower() for short in shorts], Sense(full, **contexts)


def _strings(entry: Mapping[str, object], key: str) -> list[str]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise InvalidInput(
            f'abbreviation: {key!r} wants a list of words ("on", "no", "off" in quotes): {entry!r}'
        )
    return value


def expand(text: str, table: AbbreviationTable | None = None) -> str:
    """Return normalised ``text`` with the abbreviations written out that are clear.

    Whole words alone are replaced; codes, addresses and document numbers are left.
    Capitals follow the message at the start of a word ("Ko" gives "Không").

    Args:
        text: a message after ``normalise``.
        table: default: the shipped list.

    Raises:
        InvalidInput: the shipped list is needed and cannot be read.
    """
    return _Expansion(text, table or load_abbreviations()).run()


class _Expansion:
    """One text at work: its words are split and folded only when a context is asked for."""

    def __init__(self, text: str, table: AbbreviationTable) -> None:
        self._text = text
        self._table = table
        self._words: list[str] | None = None
        self._place_of: dict[int, int] = {}

    def run(self) -> str:
        text = _RUN.sub(self._replace_run, self._text)
        return _number_pattern(tuple(self._table.before_numbers)).sub(self._replace_number, text)

    def _replace_number(self, match: re.Match[str]) -> str:
        full = self._table.before_numbers[match[1].lower()]
        return f"{_capitalised(full, match[1])} {match[2]}"

    def _replace_run(self, match: re.Match[str]) -> str:
        run = match[0]
        whole = self._meaning(run, match.start())
        if whole is not None:
            return whole
        if "/" not in run or "." in run:
            return run
        parts, start = [], match.start()
        for part in run.split("/"):
            parts.append(self._meaning(part, start) or part)
            start += len(part) + 1
        return "/".join(parts)

    def _meaning(self, typed: str, start: int) -> str | None:
        for sense in self._table.senses.get(typed.lower(), ()):
            if sense == Sense(sense.full) or sense.fits(*self._context(start)):
                return _capitalised(sense.full, typed)
        return None

    def _context(self, start: int) -> tuple[list[str], int]:
        """Folded words of the text, and which of them starts at ``start``."""
        if self._words is None:
            found = tokens(self._text)
            self._words = [_context_word(token.text) for token in found]
            self._place_of = {token.start: place for place, token in enumerate(found)}
        return self._words, self._place_of[start]


@lru_cache(maxsize=8)
def _number_pattern(shorts: tuple[str, ...]) -> re.Pattern[str]:
    """Pattern of "q1", "Q.1" and "p 12"; of nothing when there are no such prefixes."""
    words = "|".join(re.escape(short) for short in shorts) or r"(?!)"
    return re.compile(rf"(?<![\w@./-])({words})\.? ?(\d{{1,2}})(?![\w./-]\w|\w)", re.IGNORECASE)


def _context_word(word: str) -> str:
    return _ANY_NUMBER if word[0].isdigit() else fold(word)


def _capitalised(full: str, typed: str) -> str:
    """Start with a capital as the message does; "CCCD" in capitals is only a habit."""
    lone_or_title = typed[0].isupper() and (len(typed) == 1 or not typed.isupper())
    return full[0].upper() + full[1:] if lone_or_title else full


def _ends_with_one(words: list[str], endings: frozenset[str]) -> bool:
    joined = f" {' '.join(words[-_NEAR:])}"
    return any(joined.endswith(f" {ending}") for ending in endings)


def _contains_one(words: list[str], place: int, wanted: frozenset[str]) -> bool:
    before = " ".join(words[max(place - _NEAR, 0) : place])
    after = " ".join(words[place + 1 : place + 1 + _NEAR])
    padded = f" {before}  {after} "
    return any(f" {word} " in padded for word in wanted)
