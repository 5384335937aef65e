"""Write out abbreviations (viết tắt) and dialect words where their meaning is clear.

The lists are ``data/text/abbreviations.yml`` and, beside it, ``dialect.yml``; staff may
edit them, and the heads of the files explain the keys. A word whose context decides
nothing stays as it was typed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from knowledge_base.errors import InvalidInput
from knowledge_base.text.addresses import outside_addresses
from knowledge_base.text.fold import fold
from knowledge_base.text.senses import RUN, AbbreviationTable, Sense, build_table
from knowledge_base.text.tokens import tokens

DEFAULT_FILE = Path(__file__).resolve().parents[2] / "data" / "text" / "abbreviations.yml"
_DIALECT = "dialect.yml"
_ANY_NUMBER = "#"
# A word written out may be the context that decides for another one.
_MAX_PASSES = 4

__all__ = [
    "DEFAULT_FILE",
    "AbbreviationTable",
    "build_table",
    "expand",
    "load_abbreviations",
    "word_lists",
]


@lru_cache(maxsize=8)
def load_abbreviations(path: Path = DEFAULT_FILE) -> AbbreviationTable:
    """Read the list and ``dialect.yml`` where it lies beside; a process reads each file once.

    Raises:
        InvalidInput: a file is missing or an entry is not as its head says.
    """
    dialect = path.with_name(_DIALECT)
    entries = _entries(path)
    return build_table(entries + _entries(dialect) if dialect.is_file() else entries)


def word_lists() -> tuple[Path, ...]:
    """The shipped lists."""
    return DEFAULT_FILE, DEFAULT_FILE.with_name(_DIALECT)


def _entries(path: Path) -> list[dict[str, object]]:
    import yaml  # costs as much as the rest of this package; many callers never need it

    try:
        groups = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InvalidInput(f"{path}: {error}") from error
    if not isinstance(groups, dict):
        raise InvalidInput(f"{path}: wanted groups of entries")
    return [entry for group in groups.values() for entry in group or ()]


def expand(text: str, table: AbbreviationTable | None = None) -> str:
    """Return normalised ``text`` with the words written out that are clear.

    Whole words alone are replaced; codes, addresses and document numbers are left.
    Capitals follow the message at the start of a word ("Ko" gives "Không").

    Args:
        text: a message after ``normalise``.
        table: default: the shipped lists.

    Raises:
        InvalidInput: the shipped lists are needed and cannot be read.
    """
    known = table or load_abbreviations()
    return outside_addresses(text, lambda part: _expand_part(part, known))


def _expand_part(text: str, table: AbbreviationTable) -> str:
    for _ in range(_MAX_PASSES):
        written_out = _Expansion(text, table).run()
        if written_out == text:
            break
        text = written_out
    return text


class _Expansion:
    """One text at work: its words are split and folded only when a context is asked for."""

    def __init__(self, text: str, table: AbbreviationTable) -> None:
        self._text = text
        self._table = table
        self._words: list[str] = []
        self._place_of: dict[int, int] = {}

    def run(self) -> str:
        pattern = _phrase_pattern(self._table.phrases)
        self._set(pattern.sub(self._replace_phrase, self._text))
        text = RUN.sub(self._replace_run, self._text)
        return _number_pattern(tuple(self._table.before_numbers)).sub(self._replace_number, text)

    def _set(self, text: str) -> None:
        """Go on with another text."""
        self._text, self._words, self._place_of = text, [], {}

    def _replace_number(self, match: re.Match[str]) -> str:
        full = self._table.before_numbers[match[1].lower()]
        return f"{_capitalised(full, match[1])} {match[2]}"

    def _replace_phrase(self, match: re.Match[str]) -> str:
        return self._meaning(match[0], match.start()) or match[0]

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
            if sense == Sense(sense.full) or self._fits(sense, typed, start):
                return _capitalised(sense.full, typed)
        return None

    def _fits(self, sense: Sense, typed: str, start: int) -> bool:
        if not self._words:
            found = tokens(self._text)
            self._words = [_context_word(token.text) for token in found]
            self._place_of = {token.start: place for place, token in enumerate(found)}
        first = self._place_of.get(start)
        # Within a token (a mail address, a code) no word begins.
        return first is not None and sense.fits(self._words, first, first + typed.count(" "))


@lru_cache(maxsize=8)
def _phrase_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Pattern of spellings of several words; of nothing when there are none."""
    alternatives = "|".join(re.escape(phrase) for phrase in phrases) or r"(?!)"
    return re.compile(rf"(?<![\w@#&+./\\-])(?:{alternatives})(?![\w@&+\\-])", re.IGNORECASE)


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
