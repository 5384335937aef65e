"""Read everyday words from YAML: ``data/everyday/<field>.yml``, one mapping by code a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import RootModel, StringConstraints

from knowledge_base.curated import load_model
from knowledge_base.errors import SeedError
from knowledge_base.everyday.model import EverydayWords
from knowledge_base.model import CODE_PATTERN

EVERYDAY_FOLDER = Path(__file__).resolve().parents[2] / "data" / "everyday"


class _File(
    RootModel[dict[Annotated[str, StringConstraints(pattern=CODE_PATTERN)], EverydayWords]]
):
    """One file: everyday words by procedure code."""


def load_everyday(folder: Path = EVERYDAY_FOLDER) -> dict[str, EverydayWords]:
    """Read every file of ``folder``.

    Returns:
        Everyday words by procedure code. A code need not be in the knowledge base (yet).

    Raises:
        SeedError: a file is invalid, or a code stands in two files.
    """
    found: dict[str, EverydayWords] = {}
    for path in sorted(folder.glob("*.yml")):
        for code, words in load_model(path, _File).root.items():
            if code in found:
                raise SeedError(f"{path}: code {code} is in another file of this folder too")
            found[code] = words
    return found
