"""Learn when to decline: ``python -m knowledge_base.search.train_decision STATE_INDEX_DIR``.

Positive examples are our example messages about procedures (``data/nlu``) and the names
of the seed procedures; negative ones our example messages out of scope and small talk.
Two steps, so that a term seen in training does not count as certain: the term model is
fitted with cross-validation, and its held-out scores go into the decision model.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from knowledge_base.encoder import BUILT_IN, load_encoder
from knowledge_base.search.decision import DecisionModel, Evidence
from knowledge_base.search.engine import SearchEngine
from knowledge_base.search.holder import IndexHolder
from knowledge_base.search.scope import ScopeModel, scope_terms
from knowledge_base.seed import load_seed

ROOT = Path(__file__).resolve().parents[2]
_POSITIVE = {"ask_procedure"}
_NEGATIVE = {"out_of_scope", "bot_challenge", "greet", "thanks", "goodbye", "who_are_you"}
# An entity in an example is written [words](name) or [words]{...}.
_ENTITY = re.compile(r"\[([^\]]*)\](?:\{[^}]*\}|\([^)]*\))")
_DECLINE_BELOW = 0.4
_CLARIFY_MARGIN = 0.15
_CLARIFY_CANDIDATES = 4


def examples(folder: Path, intents: set[str]) -> list[str]:
    """Example messages of ``intents`` under ``folder``, entities written out."""
    found = []
    for path in sorted(folder.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu", []):
            if block.get("intent") in intents:
                lines = (line.removeprefix("- ") for line in block["examples"].splitlines())
                found += [_ENTITY.sub(r"\1", line).strip() for line in lines if line.strip()]
    return found


def train_scope(positive: list[str], negative: list[str]) -> tuple[ScopeModel, NDArray[np.float64]]:
    """The term model, and the held-out score of each example, positive ones first."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_predict
    from sklearn.pipeline import make_pipeline

    texts = positive + negative
    labels = np.array([1] * len(positive) + [0] * len(negative))

    def fresh() -> tuple[TfidfVectorizer, LogisticRegression]:
        return (
            TfidfVectorizer(analyzer=scope_terms, sublinear_tf=True),
            LogisticRegression(C=10, class_weight="balanced", max_iter=2000),
        )

    held_out = cross_val_predict(
        make_pipeline(*fresh()), texts, labels, cv=5, method="decision_function"
    )
    words, linear = fresh()
    linear.fit(words.fit_transform(texts), labels)
    terms = {
        term: (float(words.idf_[number]), float(linear.coef_[0][number]))
        for term, number in words.vocabulary_.items()
    }
    return ScopeModel(float(linear.intercept_[0]), terms), np.asarray(held_out)


def train_decision(evidence: list[Evidence], labels: list[int]) -> DecisionModel:
    """Logistic weights over the evidence."""
    from sklearn.linear_model import LogisticRegression

    matrix = np.array([[e.meaning, e.distinct, e.coverage, e.scope] for e in evidence])
    model = LogisticRegression(C=100, class_weight="balanced", max_iter=2000).fit(matrix, labels)
    meaning, distinct, coverage, scope = (round(float(value), 3) for value in model.coef_[0])
    return DecisionModel(
        intercept=round(float(model.intercept_[0]), 3),
        meaning=meaning,
        distinct=distinct,
        coverage=coverage,
        scope=scope,
        decline_below=_DECLINE_BELOW,
        clarify_margin=_CLARIFY_MARGIN,
        clarify_candidates=_CLARIFY_CANDIDATES,
    )


def main(index_dir: Path) -> None:
    """Train both models on the index in ``index_dir`` and write them to ``data/search``."""
    data = ROOT / "data"
    asked = examples(data / "nlu", _POSITIVE)
    other = examples(data / "nlu", _NEGATIVE)
    names = [
        text
        for item in load_seed(data / "procedures")
        for text in (item.name, *item.everyday_names, *item.questions)
    ]
    scope, held_out = train_scope(asked + names, other)
    scope.save(data / "search" / "scope_words.json")
    encoder = load_encoder(BUILT_IN, ROOT / "models" / "encoder")
    engine = SearchEngine(IndexHolder(index_dir, encoder), encoder, data)
    scores = [*held_out[: len(asked)], *held_out[len(held_out) - len(other) :]]
    evidence = [
        engine.evidence(text).with_scope(float(score))
        for text, score in zip(asked + other, scores, strict=True)
    ]
    model = train_decision(evidence, [1] * len(asked) + [0] * len(other))
    model.save(data / "search" / "decision.yml")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
