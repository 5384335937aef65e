"""The everyday words of one procedure: what search knows beside its official name."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from knowledge_base.model import Text

OFTEN = 3


class EverydayWords(BaseModel):
    """Words that lead to a procedure; they hold no facts and are never shown as an answer.

    ``asked``: how often people of a big city ask about it, 0 (specialists only) to 3
    (every day); an editor's estimate until the counters of the service replace it.
    ``names``: short everyday names that single it out. ``questions``: whole questions as
    people type them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    asked: int = Field(default=0, ge=0, le=OFTEN)
    names: tuple[Text, ...] = ()
    questions: tuple[Text, ...] = ()


NO_WORDS = EverydayWords()
