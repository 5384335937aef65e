"""Read conversation files: one JSON object a line, one conversation an object.

::

    {"id": "c-001", "set": "follow-up", "turns": [
      {"user": "làm khai sinh cần gì", "expect": {"codes": ["1.001193"], "decision": "answer"}},
      {"user": "còn lệ phí?", "expect": {"sections": ["fee"], "says": ["miễn"]}}]}

Every key of ``expect`` is optional; one that is not known is an error, lest a slip of the
pen goes unchecked.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from knowledge_base.evaluation.jsonl import Row
from knowledge_base.model import Section


class Expectation(BaseModel):
    """What is right for one turn.

    Attributes:
        codes: the procedures one of which must be answered from, or be among the choices
            when the assistant asks back.
        sections: the parts one of which must come first in the answer.
        decision: ``answer``, ``clarify`` or ``decline``.
        says, not_says: texts that the reply must and must not hold; case, bold marks and
            white space do not matter.
        intent: what the message must be heard as.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    codes: tuple[str, ...] | None = Field(None, min_length=1)
    sections: tuple[Section, ...] | None = Field(None, min_length=1)
    decision: Literal["answer", "clarify", "decline"] | None = None
    says: tuple[str, ...] = ()
    not_says: tuple[str, ...] = ()
    intent: str | None = None


class Turn(BaseModel):
    """What the person says and what is right for it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    user: str = Field(min_length=1)
    expect: Expectation = Expectation()


class Conversation(Row):
    """One person's turns, in order."""

    turns: tuple[Turn, ...] = Field(min_length=1)
