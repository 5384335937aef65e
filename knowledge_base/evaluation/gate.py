"""The gate: compare aggregates with the thresholds that staff keep in one file.

::

    golden:
      as_written:
        at_least: {recall_at_1: 0.55}
        at_most: {false_decline_rate: 0.10}
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge_base.errors import InvalidInput
from knowledge_base.evaluation.measuring.aggregate import Aggregate

Measure = Literal[
    "recall_at_1",
    "recall_at_3",
    "mrr_at_10",
    "decline_recall",
    "false_decline_rate",
    "clarify_rate",
    "section_accuracy",
]


class Bounds(BaseModel):
    """Thresholds of one run; shares from 0 to 1."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at_least: dict[Measure, float] = Field(default_factory=dict)
    at_most: dict[Measure, float] = Field(default_factory=dict)


class FileThresholds(BaseModel):
    """Thresholds of one question file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    as_written: Bounds = Field(default_factory=Bounds)
    stripped: Bounds = Field(default_factory=Bounds)


class IntentThresholds(BaseModel):
    """Threshold of the intents; a share from 0 to 1."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    accuracy: float


class Thresholds(BaseModel):
    """All thresholds.

    ``golden`` over what serves, ``dev_imported`` over the imported files alone,
    ``dev_served`` and ``people`` over the imported files and the seed; ``intents`` is
    what Rasa's model hears.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    golden: FileThresholds
    dev_imported: FileThresholds
    dev_served: FileThresholds
    people: FileThresholds
    intents: IntentThresholds


@dataclass(frozen=True)
class Shortfall:
    """A measure that misses its threshold; ``value`` is None when nothing was measured."""

    run: str
    measure: str
    value: float | None
    bound: Literal["≥", "≤"]
    threshold: float


def load_thresholds(path: Path) -> Thresholds:
    """Read the thresholds file.

    Raises:
        InvalidInput: it is missing, broken, or names an unknown measure.
    """
    try:
        return Thresholds.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise InvalidInput(f"{path}: {error}") from error


def shortfalls(run: str, total: Aggregate, bounds: Bounds) -> list[Shortfall]:
    """The measures of ``total`` that miss ``bounds``. What was not measured misses too."""
    missed = []
    for measure, threshold in bounds.at_least.items():
        value = total[measure]
        if value is None or value < threshold:
            missed.append(Shortfall(run, measure, value, "≥", threshold))
    for measure, threshold in bounds.at_most.items():
        value = total[measure]
        if value is None or value > threshold:
            missed.append(Shortfall(run, measure, value, "≤", threshold))
    return missed
