"""Run one question file both ways, as written and stripped, and hold it to the gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from knowledge_base.evaluation.gate import FileThresholds, Shortfall, shortfalls
from knowledge_base.evaluation.measuring.evaluation import Evaluation
from knowledge_base.evaluation.questions.outcome import Search
from knowledge_base.evaluation.questions.retrieval import evaluate
from knowledge_base.evaluation.questions.rows import QuestionRow
from knowledge_base.evaluation.questions.searching import Progress, SearchedRow


@dataclass(frozen=True)
class FileRun:
    """One question file: both evaluations and what fell short of the thresholds."""

    name: str
    as_written: Evaluation[SearchedRow]
    stripped: Evaluation[SearchedRow]
    shortfalls: tuple[Shortfall, ...]

    def to_json(self) -> dict[str, Any]:
        """Aggregates of both evaluations and the shortfalls."""
        return {
            "as_written": self.as_written.to_json(),
            "stripped": self.stripped.to_json(),
            "shortfalls": [asdict(item) for item in self.shortfalls],
        }


def run_file(
    name: str,
    search: Search,
    rows: Sequence[QuestionRow],
    thresholds: FileThresholds,
    progress: Progress = lambda done, total: None,
) -> FileRun:
    """Evaluate ``rows`` as written and stripped.

    Args:
        name: names the file in shortfalls.
        search: the search to measure.
        rows: the questions.
        thresholds: what both evaluations must reach.
        progress: called with (done, total) searches of both evaluations together.
    """
    total = 2 * len(rows)
    as_written = evaluate(search, rows, progress=lambda done, _: progress(done, total))
    stripped = evaluate(
        search,
        rows,
        strip_diacritics=True,
        progress=lambda done, _: progress(len(rows) + done, total),
    )
    missed = [
        *shortfalls(f"{name}, as written", as_written.total, thresholds.as_written),
        *shortfalls(f"{name}, stripped", stripped.total, thresholds.stripped),
    ]
    return FileRun(name, as_written, stripped, tuple(missed))
