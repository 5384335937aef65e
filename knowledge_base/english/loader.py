"""Read ``data/english``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, RootModel, StringConstraints

from knowledge_base.curated import load_model
from knowledge_base.english.comparing import Comparing
from knowledge_base.english.index import EnglishIndex
from knowledge_base.model import CODE_PATTERN, Text

FOLDER = Path(__file__).resolve().parents[2] / "data" / "english"
_Code = Annotated[str, StringConstraints(pattern=CODE_PATTERN)]
_Names = Annotated[list[Text], Field(min_length=2)]


class _File(RootModel[dict[_Code, _Names]]):
    pass


def load_names(path: Path = FOLDER / "procedures.yml") -> dict[str, list[str]]:
    """English names by procedure code.

    Raises:
        SeedError: the file is not what it should be; says where.
    """
    return load_model(path, _File).root


def load_english_index(folder: Path = FOLDER) -> EnglishIndex:
    """The index over the names of ``folder``.

    Raises:
        SeedError: a file is not what it should be; says where.
    """
    comparing = load_model(folder / "comparing.yml", Comparing)
    return EnglishIndex(load_names(folder / "procedures.yml"), comparing)
