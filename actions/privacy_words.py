"""The sentences of ``data/privacy/words.yml``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import yaml

_FILE = Path(__file__).resolve().parents[1] / "data" / "privacy" / "words.yml"


class WordsMissing(Exception):
    """The file is not what it should be; names what is wrong."""


@lru_cache(maxsize=1)
def _load() -> dict[str, dict[str, str]]:
    try:
        content = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise WordsMissing(f"{_FILE.name}: {error}") from error
    groups = content.items() if isinstance(content, dict) else ()
    wrong = [
        str(name)
        for name, group in groups
        if not isinstance(group, dict) or not all(map(_is_text, [*group, *group.values()]))
    ]
    if not groups or wrong:
        raise WordsMissing(f"{_FILE.name}: not texts by group and name: {', '.join(wrong)}")
    return {str(name): dict(group) for name, group in groups}


def words(group: str, name: str, **values: object) -> str:
    """One sentence with its values.

    Raises:
        WordsMissing: there is no such sentence.
    """
    try:
        text = _load()[group][name]
    except KeyError as error:
        raise WordsMissing(f"{group}.{name}") from error
    return text.format(**values) if values else text


def channel_names(channels: Iterable[str]) -> str:
    """Channels as people call them, each once."""
    known = _load()["channels"]
    return ", ".join(dict.fromkeys(known.get(name, name) for name in channels))


def _is_text(value: object) -> bool:
    # YAML takes ``yes`` and ``off`` for truth values.
    return isinstance(value, str)
