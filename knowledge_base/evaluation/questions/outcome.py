"""The shape of search, as far as evaluations look at it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from knowledge_base.model import Section


class FoundProcedure(Protocol):
    """A search result as far as it is judged."""

    @property
    def code(self) -> str:
        """Code of the procedure."""
        ...

    @property
    def name(self) -> str:
        """Its name, for reports."""
        ...


class Outcome(Protocol):
    """An outcome of search as far as it is judged."""

    @property
    def decision(self) -> str:
        """``answer``, ``clarify`` or ``decline``."""
        ...

    @property
    def probability(self) -> float:
        """Probability, 0 to 1, that a procedure answers the question."""
        ...

    @property
    def results(self) -> Sequence[FoundProcedure]:
        """The procedures found, best first."""
        ...

    @property
    def sections(self) -> Sequence[Section]:
        """The parts that the question asks for."""
        ...


class Search(Protocol):
    """``SearchEngine.search``, or anything with its shape."""

    def __call__(self, text: str, limit: int, /) -> Outcome:
        """Search ``text``."""
        ...
