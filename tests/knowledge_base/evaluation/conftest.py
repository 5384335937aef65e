"""A search with answers written by the test, in the shape of ``SearchEngine.search``."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from knowledge_base.evaluation import QuestionRow
from knowledge_base.model import Section
from knowledge_base.search.decision import Decision


@dataclass(frozen=True)
class Found:
    code: str

    @property
    def name(self) -> str:
        return f"Thủ tục {self.code}"


@dataclass(frozen=True)
class Outcome:
    decision: Decision
    results: list[Found]
    sections: list[Section]
    probability: float


@dataclass
class ScriptedSearch:
    """Gives the written outcome of a text; notes what it was asked."""

    outcomes: dict[str, Outcome]
    asked: list[tuple[str, int]] = field(default_factory=list)

    def __call__(self, text: str, limit: int, /) -> Outcome:
        self.asked.append((text, limit))
        return self.outcomes[text]


@pytest.fixture
def outcome() -> Callable[..., Outcome]:
    def make(
        decision: str,
        *codes: str,
        sections: tuple[str, ...] = ("whole",),
        probability: float | None = None,
    ) -> Outcome:
        found = [Found(code) for code in codes]
        likely = float(decision != "decline") if probability is None else probability
        return Outcome(Decision(decision), found, [Section(name) for name in sections], likely)

    return make


@pytest.fixture
def scripted() -> type[ScriptedSearch]:
    return ScriptedSearch


@pytest.fixture
def row() -> Callable[..., QuestionRow]:
    def make(question: str, *codes: str, **more: object) -> QuestionRow:
        expect = "answer" if codes else "decline"
        return QuestionRow.model_validate(
            {"id": question, "question": question, "codes": codes, "expect": expect} | more
        )

    return make
