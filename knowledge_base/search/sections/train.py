"""Learn the section weights: ``python -m knowledge_base.search.sections.train [--check]``.

Writes ``data/search/section_weights.json`` from the examples, frames and phrases beside
it; the same files give the same bytes. ``--check`` writes nothing and prints the
cross-validated figures for several cuts instead.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge_base.model import Section
from knowledge_base.search.sections.examples import (
    Example,
    load_examples,
    load_frames,
    load_joined,
    with_bare,
)
from knowledge_base.search.sections.features import FeatureReader
from knowledge_base.search.sections.model import SectionModel, write_model
from knowledge_base.search.sections.reader import read_cues
from knowledge_base.text.fold import fold

FOLDER = Path(__file__).resolve().parents[3] / "data" / "search"
WEIGHTS = "section_weights.json"
SECTIONS = tuple(Section)
_FRAME_WEIGHT = 0.3
_JOINED_WEIGHT = 0.3
_BARE_SHARE = 0.5
_FEWEST_MESSAGES = 4
# Inverse strength of the L2 penalty; 25 to 400 were tried by cross-validation.
_PENALTY = 150.0
# Smaller weights change no verdict and would double the file.
_LEAST_WEIGHT = 0.5
_DECIMALS = 1
_FOLDS = 5
_CUTS = (-1.2, -0.8, -0.6, -0.4, 0.0)

Weights = dict[str, dict[str, float]]
Matrix = NDArray[np.float64]


def learn(examples: Sequence[Example], reader: FeatureReader) -> tuple[dict[str, float], Weights]:
    """Intercepts by section, and weights by feature and section."""
    from sklearn.linear_model import LogisticRegression

    messages = [reader.read(example.text).at for example in examples]
    vocabulary = _vocabulary(messages)
    matrix = _matrix(messages, vocabulary)
    counts = [example.weight for example in examples]
    intercepts: dict[str, float] = {}
    weights: Weights = {feature: {} for feature in vocabulary}
    for section in SECTIONS:
        model = LogisticRegression(C=_PENALTY, solver="liblinear", max_iter=1000)
        model.fit(matrix, [section in example.sections for example in examples], counts)
        intercepts[section.value] = round(float(model.intercept_[0]), _DECIMALS)
        for feature, weight in zip(vocabulary, model.coef_[0].tolist(), strict=True):
            if abs(weight) >= _LEAST_WEIGHT:
                weights[feature][section.value] = round(weight, _DECIMALS)
    return intercepts, weights


def training_set(examples: list[Example]) -> list[Example]:
    """``examples``, frames and several questions at once, all also without diacritics."""
    made = load_frames(FOLDER, _FRAME_WEIGHT) + load_joined(examples, _JOINED_WEIGHT)
    return with_bare(examples + made, _BARE_SHARE)


def cross_validated(examples: list[Example], reader: FeatureReader, parts: int = _FOLDS) -> Matrix:
    """Log-odds of each section for each example, by models that have not seen it."""
    from sklearn.model_selection import GroupKFold

    # The same question with and without diacritics must not meet itself.
    groups = [re.sub(r"\W", "", fold(example.text)) for example in examples]
    scores = np.zeros((len(examples), len(SECTIONS)))
    folds = GroupKFold(parts, shuffle=True, random_state=0)
    for seen, unseen in folds.split(examples, groups=groups):
        intercepts, weights = learn(training_set([examples[at] for at in seen]), reader)
        model = SectionModel(SECTIONS, list(intercepts.values()), weights)
        for at in unseen:
            scores[at] = model.scores(reader.read(examples[at].text).at)
    return scores


def figures(examples: Sequence[Example], scores: Matrix, cut: float) -> dict[str, float]:
    """Shares of examples and micro-averaged scores when sections from ``cut`` on are named."""
    wanted = np.array([[section in item.sections for section in SECTIONS] for item in examples])
    named = scores >= cut
    silent = ~named.any(axis=1)
    named[silent, scores[silent].argmax(axis=1)] = True
    hits = (wanted & named).sum()
    return {
        "at_least_one": float((wanted & named).any(axis=1).mean()),
        "exact": float((wanted == named).all(axis=1).mean()),
        "precision": float(hits / named.sum()),
        "recall": float(hits / wanted.sum()),
        "f1": float(2 * hits / (named.sum() + wanted.sum())),
    }


def _vocabulary(messages: Sequence[Mapping[str, int]]) -> list[str]:
    counts = Counter(feature for message in messages for feature in message)
    return sorted(feature for feature, count in counts.items() if count >= _FEWEST_MESSAGES)


def _matrix(messages: Sequence[Mapping[str, int]], vocabulary: Sequence[str]) -> Any:
    from scipy.sparse import csr_matrix

    column = {feature: number for number, feature in enumerate(vocabulary)}
    values: list[float] = []
    columns: list[int] = []
    starts = [0]
    for message in messages:
        known = sorted(column[feature] for feature in message if feature in column)
        columns += known
        values += [1 / np.sqrt(len(known))] * len(known)
        starts.append(len(columns))
    return csr_matrix((values, columns, starts), shape=(len(messages), len(vocabulary)))


def _check(examples: list[Example], reader: FeatureReader) -> str:
    scores = cross_validated(examples, reader)
    lines = []
    for cut in _CUTS:
        values = figures(examples, scores, cut)
        lines.append(
            f"{cut:5.1f}  " + "  ".join(f"{name} {value:.3f}" for name, value in values.items())
        )
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    """Train, or check."""
    _, reader = read_cues(FOLDER)
    examples = load_examples(FOLDER)
    if "--check" in arguments:
        sys.stdout.write(_check(examples, reader) + "\n")
        return
    intercepts, weights = learn(training_set(examples), reader)
    kept = {feature: row for feature, row in weights.items() if row}
    write_model(FOLDER / WEIGHTS, intercepts, kept)
    sys.stdout.write(f"{len(examples)} examples, {len(kept)} features\n")


if __name__ == "__main__":
    main(sys.argv[1:])
