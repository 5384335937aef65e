"""Files of one JSON object a line: what all question files have in common."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge_base.errors import InvalidInput

UNNAMED = "none"


class Row(BaseModel):
    """One row: its name, the set it belongs to, and how it is written (``variant``)."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str = Field(min_length=1)
    set: str | None = None
    variant: str | None = None

    @property
    def set_name(self) -> str:
        """The set, or ``none``."""
        return self.set or UNNAMED

    @property
    def variant_name(self) -> str:
        """The variant, or ``none``."""
        return self.variant or UNNAMED


R = TypeVar("R", bound=Row)


def read_jsonl(path: Path, row_type: type[R]) -> list[R]:
    """Read a file of ``row_type`` objects; empty lines are skipped.

    Raises:
        InvalidInput: the file cannot be read, holds no row, or has a broken line
            (the message gives its number).
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"{path}: cannot be read: {error}") from error
    # Not splitlines(): a question may hold U+2028 or a form feed.
    lines = enumerate(text.split("\n"), start=1)
    rows = [_row(line, row_type, f"{path}, line {n}") for n, line in lines if line.strip()]
    if not rows:
        raise InvalidInput(f"{path}: no rows in it")
    return rows


def first_problem(error: ValidationError) -> str:
    """The first problem of ``error`` in one line: where it is and what is wrong."""
    problem = error.errors()[0]
    if problem["type"] == "json_invalid":
        return f"not JSON: {problem['ctx']['error']}"
    place = ".".join(str(part) for part in problem["loc"])
    return f"{place}: {problem['msg']}" if place else problem["msg"]


def _row(line: str, row_type: type[R], where: str) -> R:
    try:
        return row_type.model_validate_json(line)
    except ValidationError as error:
        raise InvalidInput(f"{where}: {first_problem(error)}") from error
