"""Render the report of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from knowledge_base.errors import InvalidInput
from knowledge_base.evaluation.measuring.evaluation import Evaluation
from knowledge_base.evaluation.questions.calibration import reliability, threshold_sweep
from knowledge_base.evaluation.questions.retrieval import decisions
from knowledge_base.evaluation.questions.searching import SearchedRow
from knowledge_base.evaluation.questions.sections import section_confusion, section_scores
from knowledge_base.evaluation.report.charts import (
    Axis,
    histogram,
    matrix,
    reliability_points,
    sweep_line,
    tracks,
)
from knowledge_base.evaluation.report.labels import fact, labels, moment, percent

_TEMPLATES = Path(__file__).parent / "templates"
_MOST_MISSES = 60
# The plots of each kind, in order; templates/<name>.html draws them.
_PANELS = {
    "retrieval": ("decisions", "calibration", "sections"),
    "sections": ("sections",),
    "decline": ("decisions", "calibration"),
    "intents": ("intents",),
    "conversations": ("turns",),
}


def write_report(evaluation: Evaluation[Any], configuration: Mapping[str, Any], path: Path) -> None:
    """Write the report to ``path``.

    Raises:
        InvalidInput: ``path`` cannot be written.
    """
    try:
        path.write_text(report_page(evaluation, configuration), encoding="utf-8")
    except OSError as error:
        raise InvalidInput(f"{path}: cannot be written: {error}") from error


def report_page(evaluation: Evaluation[Any], configuration: Mapping[str, Any]) -> str:
    """The report as one HTML page without scripts or outside files.

    Args:
        evaluation: the run.
        configuration: what it depended on; ``file``, ``strip_diacritics`` and ``finished_at``
            (ISO) at least.
    """
    kind = evaluation.kind
    misses = [row for row in evaluation.rows if not kind.right(row)]
    return (
        _environment()
        .get_template("report.html")
        .render(
            kind=kind,
            evaluation=evaluation,
            configuration=configuration,
            groups=[(measure, _groups(evaluation, measure.name)) for measure in kind.measures[:2]],
            panels=[(f"{name}.html", _PANEL_DATA[name](evaluation)) for name in _PANELS[kind.name]],
            misses=[(row, kind.show(row)) for row in misses[:_MOST_MISSES]],
            missed=len(misses),
            axis=Axis(),
        )
    )


def _groups(evaluation: Evaluation[Any], measure: str) -> list[tuple[str, list[Any]]]:
    by = [("Theo bộ", evaluation.by_set)]
    if len(evaluation.by_variant) > 1:
        by.append(("Theo cách viết", evaluation.by_variant))
    return [(title, found) for title, groups in by if (found := tracks(groups, measure))]


def _decisions(evaluation: Evaluation[Any]) -> dict[str, Any]:
    return {"matrix": matrix(decisions(evaluation.rows))}


def _calibration(evaluation: Evaluation[Any]) -> dict[str, Any]:
    rows: Sequence[SearchedRow] = evaluation.rows
    cuts = threshold_sweep(rows)
    return {
        "points": reliability_points(reliability(rows)),
        "bars": histogram(rows),
        "sweep": {
            name: sweep_line(cuts, name) for name in ("decline_recall", "false_decline_rate")
        },
    }


def _sections(evaluation: Evaluation[Any]) -> dict[str, Any]:
    return {
        "matrix": matrix(section_confusion(evaluation.rows)),
        "scores": section_scores(evaluation.rows),
    }


def _intents(evaluation: Evaluation[Any]) -> dict[str, Any]:
    details = evaluation.details
    return {"matrix": matrix(details["confusion"]), "scores": details["by_intent"]}


def _turns(evaluation: Evaluation[Any]) -> dict[str, Any]:
    return {"missed": evaluation.details["missed"], "statuses": evaluation.details["statuses"]}


_PANEL_DATA = {
    "decisions": _decisions,
    "calibration": _calibration,
    "sections": _sections,
    "intents": _intents,
    "turns": _turns,
}


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = labels()
    environment.globals["words"] = words
    environment.filters |= {
        "percent": percent,
        "moment": moment,
        "fact": fact,
        "measure": words.measure,
        "class_name": words.class_name,
    }
    return environment
