"""Read training text for the diacritics model: files into sentences of syllables."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

from knowledge_base.errors import ImportFailed
from knowledge_base.text.diacritics import BREAK
from knowledge_base.text.fold import accented_share
from knowledge_base.text.normalise import normalise
from knowledge_base.text.tokens import Token, tokens

NUMBER_WORD = "<num>"
# Unaccented or foreign text would teach that syllables go without marks. Below the
# usual share of ordinary text, so that sentences of plain words are kept.
_LEAST_ACCENTED = 0.4
_TRUSTED_SUFFIXES = frozenset({".txt"})
_LETTERS = [chr(point) for point in (*range(0x41, 0x250), *range(0x1EA0, 0x1EFA))]
_LOWER = "".join(char for char in _LETTERS if char.islower())
_UPPER = "".join(char for char in _LETTERS if char.isupper())
# Two lower-case letters before and one after the border: "VNeID" and "iPhone" stay whole.
_GLUED = re.compile(f"([{_LOWER}][{_LOWER}])([{_UPPER}][{_LOWER}])")


def read_texts(path: Path) -> Iterator[str]:
    """Yield every text of a file: ``.jsonl``, ``.json``, ``.yml``, ``.csv`` or lines; ``.gz`` too.

    Lines of a plain file that start with ``#`` are comments.

    Raises:
        ImportFailed: the file cannot be read.
    """
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
        yield from _texts(text, _kind(path))
    except (OSError, EOFError, ValueError) as error:
        raise ImportFailed(f"{path}: {error}") from error


def _texts(text: str, suffix: str) -> Iterator[str]:
    if suffix == ".jsonl":
        for line in text.splitlines():
            yield from _strings(json.loads(line))
    elif suffix == ".json":
        yield from _strings(json.loads(text))
    elif suffix in {".yml", ".yaml"}:
        import yaml  # only training reads YAML

        try:
            parsed = yaml.safe_load(text)
        except yaml.YAMLError as error:
            raise ValueError(error) from error
        yield from _strings(parsed)
    elif suffix == ".csv":
        for row in csv.reader(text.splitlines()):
            yield from row
    else:
        yield from (line for line in text.splitlines() if not line.startswith("#"))


def _strings(value: object) -> Iterator[str]:
    """Every string inside parsed JSON or YAML, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _kind(path: Path) -> str:
    """Suffix of the file without ``.gz``."""
    return path.with_suffix("").suffix if path.suffix == ".gz" else path.suffix


def sentences(path: Path) -> Iterator[tuple[str, ...]]:
    """Yield the sentences of a file as lower-case syllables, numbers as ``NUMBER_WORD``.

    Lines without diacritics are left out, except in plain text files, which are
    taken to be written for this purpose.

    Raises:
        ImportFailed: the file cannot be read.
    """
    trusted = _kind(path) in _TRUSTED_SUFFIXES
    seen: dict[str, list[tuple[str, ...]]] = {}
    for text in read_texts(path):
        for line in text.splitlines():
            if line not in seen:
                clean = normalise(_split_glued(line))
                kept = trusted or accented_share(clean) >= _LEAST_ACCENTED
                seen[line] = list(_split(clean)) if kept else []
            yield from seen[line]


def _split_glued(line: str) -> str:
    """Part table cells that a crawler ran together ("Hình thức nộpThời gian")."""
    return _GLUED.sub(r"\1. \2", line)


def _split(line: str) -> Iterator[tuple[str, ...]]:
    sentence: list[str] = []
    end = 0
    for token in tokens(line):
        if sentence and BREAK.search(line, end, token.start):
            yield tuple(sentence)
            sentence = []
        sentence.append(_word(token))
        end = token.end
    if sentence:
        yield tuple(sentence)


def _word(token: Token) -> str:
    return NUMBER_WORD if token.text[0].isdigit() else token.text.lower()
