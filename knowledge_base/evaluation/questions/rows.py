"""Read question files: one JSON object a line, one question an object.

::

    {"id": "g-001", "question": "…", "codes": ["1.001193"], "expect": "answer",
     "set": "people", "variant": "plain", "sections": ["documents"]}

``codes`` are all procedures that a good clerk would accept. Further keys are ignored.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from pydantic import model_validator

from knowledge_base.evaluation.jsonl import Row, read_jsonl
from knowledge_base.model import Section


class Expect(StrEnum):
    """What the assistant should do with a question."""

    ANSWER = "answer"
    DECLINE = "decline"


class QuestionRow(Row):
    """One question with what is right for it; ``sure`` is the annotators' own mark."""

    question: str
    codes: tuple[str, ...] = ()
    expect: Expect
    sections: tuple[Section, ...] = ()
    tone: str | None = None
    sure: int | None = None

    @model_validator(mode="after")
    def _answer_needs_codes(self) -> QuestionRow:
        if self.expect is Expect.ANSWER and not self.codes:
            raise ValueError("a row with expect 'answer' needs at least one code")
        return self

    @property
    def expects_answer(self) -> bool:
        """Whether some procedure answers the question."""
        return self.expect is Expect.ANSWER


def read_rows(path: Path) -> list[QuestionRow]:
    """Read a question file; empty lines are skipped.

    Raises:
        InvalidInput: the file cannot be read, holds no row, or has a broken line
            (the message gives its number).
    """
    return read_jsonl(path, QuestionRow)
