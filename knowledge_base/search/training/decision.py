"""Learn when to decline: ``python -m knowledge_base.search.training.decision STATE_INDEX_DIR``.

In scope: typical questions and names of procedures (asked with themselves left out of the index)
and our example messages. Out of scope: ``data/search/out_of_scope.yml``, our examples of small
talk, and commands (``data/search/command_frames.yml``).
Two steps, so that a word seen in training does not count as certain: the word model is fitted
with cross-validation, and its held-out scores go into the decision model, whose probabilities
are then checked on folds it did not see (Brier score, expected calibration error).
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from knowledge_base.evaluation.questions.calibration import bins_of, expected_calibration_error
from knowledge_base.evaluation.strip import strip_diacritics
from knowledge_base.index import IndexSnapshot
from knowledge_base.index.passages import Kind
from knowledge_base.search.decision import EVIDENCE, DecisionModel, Evidence
from knowledge_base.search.engine import SearchEngine
from knowledge_base.search.scope import ScopeModel, scope_terms
from knowledge_base.search.training.state import (
    LISTS,
    ROOT,
    Asked,
    asked_index_dir,
    framed_names,
    open_engine,
    typical_questions,
)

Floats = NDArray[np.float64]
_IN_SCOPE = {"ask_procedure"}
_OUT_OF_SCOPE = {"out_of_scope", "bot_challenge", "greet", "thanks", "goodbye", "who_are_you"}
# An entity in an example is written [words](name) or [words]{...}.
_ENTITY = re.compile(r"\[([^\]]*)\](?:\{[^}]*\}|\([^)]*\))")
_FOLDS = 5
_SEED = 20_261_123
# Of the messages about a procedure, at most this share may be declined.
_MOST_WRONGLY_DECLINED = 0.025
_NAMES_A_COMMAND = 12
_EACH_NAME = 3
_CLARIFY_BELOW = 0.45
_CLARIFY_RATIO = 0.6
_DOUBT_BELOW = 0.3


def intent_examples(intents: set[str]) -> list[str]:
    """Example messages of ``intents`` in ``data/nlu``, entities written out."""
    found = []
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu", []):
            if block.get("intent") in intents:
                lines = (line.removeprefix("- ") for line in block["examples"].splitlines())
                found += [_ENTITY.sub(r"\1", line).strip() for line in lines if line.strip()]
    return found


def out_of_scope() -> list[str]:
    """All messages that no procedure answers."""
    kinds = yaml.safe_load((LISTS / "out_of_scope.yml").read_text(encoding="utf-8"))
    return [text for texts in kinds.values() for text in texts] + intent_examples(_OUT_OF_SCOPE)


def bare_names(index: IndexSnapshot) -> list[Asked]:
    """Every so many everyday names as a message, each left out of the index."""
    places = [n for n, item in enumerate(index.passages) if item.kind is Kind.EVERYDAY]
    return [
        Asked(index.passages[place].text, int(index.owners[place]), (place,))
        for place in places[::_EACH_NAME]
    ]


def commands(index: IndexSnapshot) -> list[str]:
    """Every command with names of procedures in it."""
    frames = yaml.safe_load((LISTS / "command_frames.yml").read_text(encoding="utf-8"))["frames"]
    names = [item.text for item in index.passages if item.kind is Kind.EVERYDAY]
    draw = np.random.default_rng(_SEED)
    chosen = draw.choice(len(names), size=(len(frames), _NAMES_A_COMMAND), replace=False)
    return [
        frame.format(names[number])
        for frame, numbers in zip(frames, chosen, strict=True)
        for number in numbers
    ]


def train_scope(texts: list[str], labels: NDArray[np.int64]) -> tuple[ScopeModel, Floats]:
    """The word model over accented readings, and the held-out score of each text."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline

    def fresh() -> tuple[TfidfVectorizer, LogisticRegression]:
        return (
            TfidfVectorizer(analyzer=scope_terms, sublinear_tf=True, min_df=2),
            LogisticRegression(C=10, class_weight="balanced", max_iter=2000),
        )

    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    held_out = cross_val_predict(
        make_pipeline(*fresh()), texts, labels, cv=folds, method="decision_function"
    )
    words, linear = fresh()
    linear.fit(words.fit_transform(texts), labels)
    terms = {
        term: (float(words.idf_[number]), float(linear.coef_[0][number]))
        for term, number in words.vocabulary_.items()
    }
    return ScopeModel(float(linear.intercept_[0]), terms), np.asarray(held_out)


def read_evidence(engine: SearchEngine, asked: list[Asked], scope: Floats) -> list[Evidence]:
    """The evidence of every message, with its held-out scope."""
    found = []
    for number, (item, score) in enumerate(zip(asked, scope, strict=True)):
        found.append(engine.evidence(item.text, item.without).with_scope(float(score)))
        if number % 500 == 0:
            print(f"read {number} of {len(asked)} messages", flush=True)
    return found


def train_decision(evidence: list[Evidence], labels: NDArray[np.int64]) -> DecisionModel:
    """Logistic weights over the evidence, and the cut for declining, chosen on held-out folds."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    matrix = np.array([item.values() for item in evidence])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=10, max_iter=5000))
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    held_out = cross_val_predict(model, matrix, labels, cv=folds, method="predict_proba")[:, 1]
    cut = round(float(np.quantile(held_out[labels == 1], _MOST_WRONGLY_DECLINED)), 3)
    _tell(held_out, labels, cut)
    scaler, linear = model.fit(matrix, labels)
    weights = linear.coef_[0] / scaler.scale_
    intercept = float(linear.intercept_[0] - weights @ scaler.mean_)
    return DecisionModel(
        intercept=round(intercept, 4),
        weights={
            name: round(float(weight), 4) for name, weight in zip(EVIDENCE, weights, strict=True)
        },
        decline_below=cut,
        clarify_below=_CLARIFY_BELOW,
        clarify_ratio=_CLARIFY_RATIO,
        doubt_below=_DOUBT_BELOW,
    )


def _tell(probabilities: Floats, labels: NDArray[np.int64], cut: float) -> None:
    brier = float(np.mean((probabilities - labels) ** 2))
    error = expected_calibration_error(bins_of(zip(probabilities, labels > 0, strict=True)))
    declined = float(np.mean(probabilities[labels == 0] < cut))
    print(f"held out: Brier {brier:.4f}, calibration error {error}")
    print(f"cut {cut}: {declined:.3f} of out-of-scope messages declined")


def _of_ours(asked: list[Asked], index: IndexSnapshot) -> list[Asked]:
    """Those about procedures: matters that no record answers are told apart by the ranking."""
    return [item for item in asked if index.procedures[item.owner].held]


def main(index_dir: Path) -> None:
    """Train both models on the index in ``index_dir`` and write them to ``data/search``."""
    engine = open_engine(index_dir)
    index, _ = engine.ranker()
    typical = _of_ours(typical_questions(index) + framed_names(index) + bare_names(index), index)
    inside = typical + [Asked(text, -1, ()) for text in intent_examples(_IN_SCOPE)]
    outside = [
        Asked(text, -1, ())
        for message in out_of_scope()
        for text in dict.fromkeys((message, strip_diacritics(message)))
        if any(letter.isalnum() for letter in text)
    ]
    outside += [Asked(text, -1, ()) for text in commands(index)]
    asked = inside + outside
    labels = np.array([1] * len(inside) + [0] * len(outside))
    scope, held_out = train_scope([engine.read(item.text).reading for item in asked], labels)
    scope.save(LISTS / "scope_words.json")
    model = train_decision(read_evidence(engine, asked, held_out), labels)
    model.save(LISTS / "decision.yml")


if __name__ == "__main__":
    main(asked_index_dir(__doc__))
