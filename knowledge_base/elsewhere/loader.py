"""Read matters from YAML: ``data/elsewhere/<field>.yml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from knowledge_base.curated import load_model
from knowledge_base.elsewhere.model import Matter
from knowledge_base.errors import SeedError
from knowledge_base.model import Text

ELSEWHERE_FOLDER = Path(__file__).resolve().parents[2] / "data" / "elsewhere"


def _with_field(matter: Any, field: Any) -> Any:
    return {"field": field} | matter if isinstance(matter, dict) else matter


class _File(BaseModel):
    """One file: the matters of one field."""

    model_config = ConfigDict(extra="forbid")

    field: Text
    matters: tuple[Matter, ...]

    @model_validator(mode="before")
    @classmethod
    def _name_the_field(cls, data: Any) -> Any:
        """The field is said once a file; other shapes are left for pydantic to refuse."""
        match data:
            case {"field": field, "matters": [*matters]}:
                return data | {"matters": [_with_field(item, field) for item in matters]}
        return data


def load_elsewhere(folder: Path = ELSEWHERE_FOLDER) -> list[Matter]:
    """Read every file of ``folder``.

    Raises:
        SeedError: a file is invalid, or two matters have one name.
    """
    found: dict[str, Matter] = {}
    for path in sorted(folder.glob("*.yml")):
        for matter in load_model(path, _File).matters:
            if matter.code in found:
                raise SeedError(f"{path}: {matter.name!r} is listed twice")
            found[matter.code] = matter
    return list(found.values())
