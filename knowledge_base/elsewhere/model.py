"""One matter (việc) that people ask for and that no procedure of ours answers."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from knowledge_base.model import CODE_PATTERN, Text
from knowledge_base.text.fold import fold
from knowledge_base.text.tokens import syllables

Code = Annotated[str, StringConstraints(pattern=CODE_PATTERN)]


class Matter(BaseModel):
    """A matter that is somebody else's, or that our records do not hold yet.

    ``who`` handles it by the law named in ``basis``; both are empty where nobody has
    confirmed it (``unconfirmed``). ``held_by``: procedures that do answer it; where one of
    them is in the index, the matter is not.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: Text
    name: Text
    names: tuple[Text, ...] = Field(min_length=1)
    questions: tuple[Text, ...] = Field(min_length=1)
    who: Text | None = None
    basis: Text | None = None
    unconfirmed: bool = False
    held_by: tuple[Code, ...] = ()

    @cached_property
    def code(self) -> str:
        """What names it in the index: no procedure code looks like it."""
        return "elsewhere:" + "-".join(syllables(fold(self.name)))

    @model_validator(mode="after")
    def _says_what_is_sure(self) -> Matter:
        if self.unconfirmed == bool(self.who and self.basis):
            raise ValueError("give both who and basis, or neither and mark it unconfirmed")
        return self
