"""Which sections a message asks for: one linear model a section over shared features.

A feature counts 1, over the square root of how many the message has, so that long
messages are not surer than short ones. The weights are data
(``data/search/section_weights.json``), a line a feature, so that every verdict can be
read off; ``python -m knowledge_base.search.sections.train`` writes them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from knowledge_base.errors import SetupFailed
from knowledge_base.model import Section

Floats: TypeAlias = NDArray[np.float32]

# Log-odds. Naming a second part where in doubt costs a few lines, missing the asked one
# costs the answer: docs/evaluation.md has what other cuts would do.
SURE = -0.4
NEARLY_BEST = 1.6


def asked(scores: NDArray[np.floating[Any]]) -> NDArray[np.bool_]:
    """Which sections count as asked, given their log-odds along the last axis.

    What is sure counts, and what is nearly as likely as the likeliest: a doubtful message
    is answered with both readings, a clear one with nothing else.
    """
    best = scores.max(axis=-1, keepdims=True)
    return np.asarray((scores >= SURE) | (scores >= best - NEARLY_BEST), dtype=np.bool_)


class SectionModel:
    """Linear weights of known features; nothing in it changes, so threads may share it."""

    def __init__(
        self,
        sections: Sequence[Section],
        intercepts: Sequence[float],
        weights: Mapping[str, Mapping[str, float]],
    ) -> None:
        """Make the model.

        Args:
            sections: the sections in the order of ``intercepts``.
            intercepts: log-odds of each section for a message without known features.
            weights: feature to section name to weight; what is not named weighs 0.
        """
        self.sections = tuple(sections)
        column = {section.value: number for number, section in enumerate(self.sections)}
        self._intercepts = np.array(intercepts, dtype=np.float32)
        self._row = {feature: number for number, feature in enumerate(weights)}
        self._weights = np.zeros((len(weights), len(self.sections)), dtype=np.float32)
        for row, by_section in enumerate(weights.values()):
            for name, weight in by_section.items():
                self._weights[row, column[name]] = weight

    @classmethod
    def load(cls, path: Path) -> SectionModel:
        """Read the weights.

        Raises:
            SetupFailed: the file is missing or is not such a model.
        """
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            intercepts = stored["intercepts"]
            sections = [Section(name) for name in intercepts]
            return cls(sections, list(intercepts.values()), stored["weights"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise SetupFailed(f"{path} is not a section model: {error!r}") from error

    def scores(self, features: Iterable[str]) -> Floats:
        """Log-odds of each section for a message with these distinct features."""
        rows = self._known(features)
        if not rows:
            return self._intercepts
        total = self._weights[[row for row, _ in rows]].sum(axis=0)
        return np.asarray(self._intercepts + total / math.sqrt(len(rows)), dtype=np.float32)

    def reasons(self, features: Mapping[str, int]) -> dict[Section, int]:
        """For each section the place of the feature that speaks most for it."""
        rows = self._known(features)
        if not rows:
            return dict.fromkeys(self.sections, 0)
        best = self._weights[[row for row, _ in rows]].argmax(axis=0)
        return {
            section: features[rows[int(number)][1]]
            for section, number in zip(self.sections, best, strict=True)
        }

    def _known(self, features: Iterable[str]) -> list[tuple[int, str]]:
        rows = self._row
        return [(rows[feature], feature) for feature in features if feature in rows]


def write_model(
    path: Path,
    intercepts: Mapping[str, float],
    weights: Mapping[str, Mapping[str, float]],
) -> None:
    """Write the weights, a line a feature, so that a change is readable."""
    lines = ",\n".join(
        f"{json.dumps(feature, ensure_ascii=False)}:{json.dumps(by_section, separators=(',', ':'))}"
        for feature, by_section in weights.items()
    )
    head = json.dumps(dict(intercepts))
    path.write_text(f'{{"intercepts": {head},\n"weights": {{\n{lines}\n}}}}\n', encoding="utf-8")
