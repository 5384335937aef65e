"""Why each result stands where it stands: what every signal adds to its score."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from knowledge_base.search.engine import SearchEngine, SearchOutcome, SearchResult


@dataclass(frozen=True)
class Contribution:
    """One signal of one result: its value, and what it adds to the score (log-odds)."""

    signal: str
    value: float
    adds: float


@dataclass(frozen=True)
class ExplainedResult:
    """A result with its signals, the heaviest first."""

    result: SearchResult
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True)
class Explanation:
    """How a message was read, what was decided on which evidence, and why in this order."""

    outcome: SearchOutcome
    evidence: dict[str, float]
    results: tuple[ExplainedResult, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        question, matter = self.outcome.question, self.outcome.elsewhere
        return {
            "clean": question.clean,
            "reading": question.reading,
            "ask": question.ask,
            "subject": question.subject,
            "sections": [section.value for section in self.outcome.sections],
            "decision": self.outcome.decision.value,
            "probability": self.outcome.probability,
            "evidence": self.evidence,
            "elsewhere": matter.name if matter else None,
            "results": [asdict(item) for item in self.results],
        }


def explain(engine: SearchEngine, text: str, limit: int = 5) -> Explanation:
    """Search ``text`` and tell why.

    Raises:
        InvalidInput: ``limit`` is out of bounds.
        IndexUnavailable: there is no index yet.
    """
    outcome = engine.search(text, limit)
    evidence = asdict(outcome.evidence) if outcome.evidence else {}
    weights = engine.weights.by_signal()
    return Explanation(
        outcome=outcome,
        evidence={name: round(float(value), 4) for name, value in evidence.items()},
        results=tuple(_explained(result, weights) for result in outcome.results),
    )


def _explained(result: SearchResult, weights: dict[str, float]) -> ExplainedResult:
    contributions = [
        Contribution(signal, value, round(value * weights[signal], 4))
        for signal, value in result.signals.items()
    ]
    contributions.sort(key=lambda item: -abs(item.adds))
    return ExplainedResult(result, tuple(contributions))
