"""The sentences of ``texts.yml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("texts.yml")


@lru_cache(maxsize=1)
def _load() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return content


def text(name: str) -> str:
    """Return one sentence.

    Raises:
        KeyError: there is no such sentence.
    """
    return str(_load()[name])


def way_on_buttons() -> list[dict[str, str]]:
    """Buttons for an answer that could not be given: search again, or a person."""
    titles = _load()["buttons"]
    return [
        {"title": titles["find"], "payload": "/find_procedure"},
        {"title": titles["human"], "payload": "/talk_to_human"},
    ]


def received(what: str) -> str:
    """What is said when ``what`` (``image``, ``voice`` …) was sent; a plain request if unknown."""
    return str(_load()["received"].get(what) or _load()["empty"])
