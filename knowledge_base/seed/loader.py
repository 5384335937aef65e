"""Read curated procedures from YAML: ``data/procedures/<field>/<code>-<slug>.yml``."""

from __future__ import annotations

from pathlib import Path

from knowledge_base.curated import load_model
from knowledge_base.errors import SeedError
from knowledge_base.model import Procedure


def load_seed_file(path: Path) -> Procedure:
    """Read one file.

    Raises:
        SeedError: the file is not YAML, or not a valid procedure, or its name
            does not start with the procedure's code.
    """
    procedure = load_model(path, Procedure)
    if not path.name.startswith(procedure.code):
        raise SeedError(f"{path}: the file name must start with the code {procedure.code}")
    return procedure


def load_seed(folder: Path) -> list[Procedure]:
    """Read every procedure under ``folder``, sorted by code.

    Raises:
        SeedError: a file is invalid, or two files carry the same code.
    """
    by_code: dict[str, Path] = {}
    procedures = []
    for path in sorted(folder.rglob("*.yml")):
        procedure = load_seed_file(path)
        if procedure.code in by_code:
            raise SeedError(f"{path}: code {procedure.code} is also in {by_code[procedure.code]}")
        by_code[procedure.code] = path
        procedures.append(procedure)
    return sorted(procedures, key=lambda item: item.code)
