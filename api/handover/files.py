"""The files of ``data/handover`` that the API reads: texts, templates, sensitive matters."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field

from knowledge_base.errors import SetupFailed

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Texts(_Strict):
    """What the citizen is told; the file says what may stand in each."""

    on_duty: str
    next_in_line: str
    people_ahead: str
    usual_wait: str
    write_on: str
    off_duty: str
    promised: str
    hours_unconfirmed: str
    ask_meanwhile: str
    already_waiting: str
    already_taken: str


class Template(_Strict):
    """A ready answer."""

    key: str = Field(pattern=r"^[a-z_]{1,32}$")
    title: str = Field(min_length=1, max_length=60)
    text: str = Field(min_length=1, max_length=1000)


class Call(_Strict):
    """A public number; said only where staff have confirmed it."""

    number: str = Field(pattern=r"^\d{3,12}$")
    name: str
    basis: str = Field(min_length=1)
    confirmed: bool


class Matter(_Strict):
    """A matter that is not for a machine."""

    key: str = Field(pattern=r"^[a-z_]{1,64}$")
    title: str
    say: str
    call: Call | None = None
    phrases: list[str]
    marked: list[str] = []

    def words(self) -> str:
        """What the citizen reads first."""
        if self.call is None or not self.call.confirmed:
            return self.say
        return f"{self.say} Cần giúp khẩn cấp, anh/chị gọi *{self.call.number}* ({self.call.name})."


class HandoverFiles:
    """All of them.

    Args:
        texts: for citizens.
        templates: for officers, in order.
        matters: sensitive ones by key.
    """

    def __init__(self, texts: Texts, templates: list[Template], matters: dict[str, Matter]) -> None:
        self.texts = texts
        self.templates = templates
        self.matters = matters

    @classmethod
    def load(cls, folder: Path) -> HandoverFiles:
        """Read them.

        Raises:
            SetupFailed: one of them is not what it should be; says where.
        """
        try:
            texts = Texts.model_validate(_read(folder / "texts.yml"))
            templates = _read(folder / "templates.yml")["templates"]
            matters = _read(folder / "sensitive.yml")["matters"]
            read = [Matter.model_validate(item) for item in matters]
            return cls(
                texts,
                [Template.model_validate(item) for item in templates],
                {item.key: item for item in read},
            )
        except (OSError, yaml.YAMLError, ValueError, TypeError, KeyError) as error:
            raise SetupFailed(f"{folder.name}: {error}") from error


def filled(text: str, **values: object) -> str:
    """``text`` with its placeholders filled; one without a value becomes a blank to fill in."""
    return _PLACEHOLDER.sub(lambda found: str(values.get(found[1]) or "…"), text)


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
