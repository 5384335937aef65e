"""The sentences, buttons and word lists of ``data/petitions/dialogue.yml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from actions.buttons import plain

FILE = Path(__file__).resolve().parents[2] / "data" / "petitions" / "dialogue.yml"
_LISTS = ("leave", "skip", "send", "edit")


class BrokenDialogue(ValueError):
    """The file is not what it should be; says where."""


@lru_cache(maxsize=2)
def _load(path: Path = FILE) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        lists = content["words"] | {"questions": content["questions"]}
        folded = {name: frozenset(map(plain, lists[name])) for name in (*_LISTS, "questions")}
        texts = {name: str(text).strip() for name, text in content["texts"].items()}
        buttons = {name: str(text) for name, text in content["buttons"].items()}
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise BrokenDialogue(f"{path.name}: {error!r}") from error
    return {"texts": texts, "buttons": buttons, "lists": folded}


def said(name: str, **values: object) -> str:
    """One sentence with its values.

    Raises:
        BrokenDialogue: the file cannot be read, or a value of the sentence has no name here.
    """
    texts = _load()["texts"]
    try:
        return str(texts[name].format(**values)).strip()
    except (KeyError, IndexError, ValueError) as error:
        raise BrokenDialogue(f"{name}: {error!r}") from error


def title(name: str) -> str:
    """What stands on a button."""
    return str(_load()["buttons"][name])


def means(name: str, text: str) -> bool:
    """Whether the whole of ``text`` is one of the words of that list."""
    return plain(text) in _load()["lists"][name]


def asks(text: str) -> bool:
    """Whether ``text`` is a question."""
    words = f" {plain(text)} "
    return text.rstrip().endswith("?") or any(
        f" {phrase} " in words for phrase in _load()["lists"]["questions"]
    )
