"""What people are told of each place, and how long it keeps things: ``data/privacy``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    model_validator,
)

from knowledge_base.errors import SetupFailed

_Read = TypeVar("_Read")
_Name = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,20}$")]


class PlaceFacts(BaseModel):
    """One place in words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: str = Field(min_length=1, max_length=80, description="What is kept, in Vietnamese.")
    days: float | None = Field(None, gt=0, description="Days for which it is kept.")
    until: str = Field("", max_length=80, description="How long in words, where not by days.")

    @model_validator(mode="after")
    def _ends(self) -> PlaceFacts:
        if self.days is None and not self.until:
            raise ValueError("give days, or until in words")
        return self

    @property
    def kept(self) -> str:
        """How long it is kept, in Vietnamese."""
        return self.until or f"{self.days:g} ngày"


class PurposeFacts(BaseModel):
    """One purpose for which consent is asked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=1, max_length=80, description="Short name.")
    # It travels in buttons, which hold little.
    version: str = Field(pattern=r"^[0-9a-z.]{1,6}$", description="Of the text.")
    text: str = Field(min_length=1, max_length=600, description="What the person agrees to.")
    # Empty until somebody has read the law itself.
    basis: str = Field("", max_length=200, description="Legal basis.")


class SmsFacts(BaseModel):
    """Texts of short messages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(pattern=r"\{code\}", max_length=160, description="Carries the code.")


def load_places(path: Path, names: set[str]) -> Mapping[str, PlaceFacts]:
    """The facts of all places.

    Args:
        path: the file.
        names: of the places that there are.

    Raises:
        SetupFailed: it is not what it should be, or names other places.
    """
    read = _load(path, TypeAdapter(dict[str, PlaceFacts]))
    if set(read) != names:
        raise SetupFailed(f"{path.name}: differs from the registry: {sorted(set(read) ^ names)}")
    return read


def load_purposes(path: Path) -> Mapping[str, PurposeFacts]:
    """The purposes by name.

    Raises:
        SetupFailed: the file is not what it should be.
    """
    return _load(path, TypeAdapter(dict[_Name, PurposeFacts]))


def load_sms(path: Path) -> SmsFacts:
    """The texts of short messages.

    Raises:
        SetupFailed: the file is not what it should be.
    """
    return _load(path, TypeAdapter(SmsFacts))


def _load(path: Path, shape: TypeAdapter[_Read]) -> _Read:
    try:
        content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        return shape.validate_python(content)
    except (OSError, yaml.YAMLError, ValueError) as error:
        raise SetupFailed(f"{path.name}: {error}") from error
