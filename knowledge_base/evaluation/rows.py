"""Read question files: one JSON object a line, one question an object.

::

    {"id": "g-001", "question": "…", "codes": ["1.001193"], "expect": "answer",
     "set": "people", "variant": "plain", "sections": ["documents"]}

``codes`` are all procedures that a good clerk would accept. Further keys are ignored.
"""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from knowledge_base.errors import InvalidInput
from knowledge_base.model import Section

UNNAMED = "none"


class Expect(StrEnum):
    """What the assistant should do with a question."""

    ANSWER = "answer"
    DECLINE = "decline"


class QuestionRow(BaseModel):
    """One question with what is right for it; ``sure`` is the annotators' own mark."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str = Field(min_length=1)
    question: str
    codes: tuple[str, ...] = ()
    expect: Expect
    set: str | None = None
    variant: str | None = None
    sections: tuple[Section, ...] = ()
    tone: str | None = None
    sure: int | None = None

    @model_validator(mode="after")
    def _answer_needs_codes(self) -> QuestionRow:
        if self.expect is Expect.ANSWER and not self.codes:
            raise ValueError("a row with expect 'answer' needs at least one code")
        return self

    @property
    def set_name(self) -> str:
        """The set, or ``none``."""
        return self.set or UNNAMED

    @property
    def variant_name(self) -> str:
        """The variant, or ``none``."""
        return self.variant or UNNAMED


def read_rows(path: Path) -> list[QuestionRow]:
    """Read a question file; empty lines are skipped.

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
    rows = [_row(line, f"{path}, line {number}") for number, line in lines if line.strip()]
    if not rows:
        raise InvalidInput(f"{path}: no questions in it")
    return rows


def _row(line: str, where: str) -> QuestionRow:
    try:
        return QuestionRow.model_validate(json.loads(line))
    except json.JSONDecodeError as error:
        raise InvalidInput(f"{where}: not JSON: {error.msg} at column {error.colno}") from error
    except ValidationError as error:
        raise InvalidInput(f"{where}: {_first_problem(error)}") from error


def _first_problem(error: ValidationError) -> str:
    problem = error.errors()[0]
    place = ".".join(str(part) for part in problem["loc"])
    return f"{place}: {problem['msg']}" if place else problem["msg"]
