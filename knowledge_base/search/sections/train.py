"""Learn the section weights: ``python -m knowledge_base.search.sections.train [--check]``.

Writes ``data/search/section_weights.json`` from the examples, frames and phrases beside
it; the same files give the same bytes. ``--check`` writes nothing and prints, instead, how
each writer's questions are read by a model that learnt from all the others'.
"""

from __future__ import annotations

import argparse
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
from knowledge_base.search.sections.model import SectionModel, asked, write_model
from knowledge_base.search.sections.reader import read_cues

FOLDER = Path(__file__).resolve().parents[3] / "data" / "search"
WEIGHTS = "section_weights.json"
SECTIONS = tuple(Section)
_FRAME_WEIGHT = 0.3
_JOINED_WEIGHT = 0.3
_BARE_SHARE = 0.5
_FEWEST_MESSAGES = 3
# Inverse strength of the L2 penalty; 25 to 400 were tried by cross-validation.
_PENALTY = 150.0
_TOLERANCE = 0.01
# Smaller weights change no verdict and would double the file.
_LEAST_WEIGHT = 0.5
_DECIMALS = 1

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
        model = LogisticRegression(C=_PENALTY, solver="liblinear", tol=_TOLERANCE)
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


def unseen_scores(examples: list[Example], reader: FeatureReader, writers: set[str]) -> Matrix:
    """Log-odds of each section for each question of ``writers``, learnt from the others'."""
    others = [example for example in examples if example.writer not in writers]
    intercepts, weights = learn(training_set(others), reader)
    model = SectionModel(SECTIONS, list(intercepts.values()), weights)
    theirs = [example for example in examples if example.writer in writers]
    return np.array([model.scores(reader.read(example.text).at) for example in theirs])


def figures(examples: Sequence[Example], scores: Matrix) -> dict[str, float]:
    """Shares of ``examples`` and micro-averaged scores of what these log-odds name."""
    wanted = np.array([[section in item.sections for section in SECTIONS] for item in examples])
    named = asked(scores)
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
    lines = []
    for writer in sorted({example.writer for example in examples}):
        theirs = [example for example in examples if example.writer == writer]
        values = figures(theirs, unseen_scores(examples, reader, {writer}))
        shown = "  ".join(f"{name} {value:.3f}" for name, value in values.items())
        lines.append(f"{writer:10}  {len(theirs):5}  {shown}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, or check, as ``arguments`` (default: the command line) say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only judge, each writer unseen")
    check = parser.parse_args(arguments).check
    _, reader = read_cues(FOLDER)
    examples = load_examples(FOLDER)
    if check:
        sys.stdout.write(_check(examples, reader) + "\n")
        return
    intercepts, weights = learn(training_set(examples), reader)
    kept = {feature: row for feature, row in weights.items() if row}
    write_model(FOLDER / WEIGHTS, intercepts, kept)
    sys.stdout.write(f"{len(examples)} examples, {len(kept)} features\n")


if __name__ == "__main__":
    main()
