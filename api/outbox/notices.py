"""The texts of ``data/notices``: what people are told unasked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from api.outbox.schemas import NOTICE, NOTIFY, NewMessage
from knowledge_base.errors import InvalidInput, SetupFailed

_VALUE = re.compile(r"\{([a-z_]+)\}")
# What the action says; see ``words_of``.
WORDS = "words"


class _Notice(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=2000)


class Notices:
    """The notices by name.

    Args:
        texts: name → text with ``{value}`` where a value goes.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    @classmethod
    def load(cls, path: Path) -> Notices:
        """Read the file.

        Raises:
            SetupFailed: it is not what it should be; says where.
        """
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
            read = TypeAdapter(dict[str, _Notice]).validate_python(content)
        except (OSError, yaml.YAMLError, ValueError) as error:
            raise SetupFailed(f"{path.name}: {error}") from error
        return cls({name: item.text.strip() for name, item in read.items()})

    def check(self, message: NewMessage) -> None:
        """Make sure now that ``message`` can be said later.

        Raises:
            InvalidInput: there is no such notice, or a value of it is missing.
        """
        if message.intent != NOTIFY:
            return
        text = self._texts.get(message.entities.get(NOTICE, ""))
        if text is None:
            raise InvalidInput(f"no such notice: {message.entities.get(NOTICE)!r}")
        missing = set(_VALUE.findall(text)) - set(message.values)
        if missing:
            raise InvalidInput(f"the notice needs {', '.join(sorted(missing))}")

    def words_of(self, notice: str, shown: Mapping[str, str]) -> str | None:
        """The text with what is ``shown`` for each value; ``None``: no longer there.

        A value that a newer text asks for and the message does not have is left out.
        """
        text = self._texts.get(notice)
        if text is None:
            return None
        return _VALUE.sub(lambda found: shown.get(found[1], ""), text)


def mask_of(name: str) -> str:
    """What the dialogue keeps in the place of a value."""
    return f"[[{name}]]"
