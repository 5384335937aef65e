"""The recipes that are compared: the assistant's own, and others with its first steps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from tests.bench.intents.rows import ROOT

CHOSEN, COUNTS, DIET = "regression-tfidf", "regression-counts", "diet"
ENCODER = "regression-encoder"
_CLASSIFIER = "bot.nlu.intent_classifier.LinearIntentClassifier"


def recipes(epochs: int) -> dict[str, dict[str, Any]]:
    """Recipe of every candidate that Rasa trains, up to its classifier.

    Args:
        epochs: of DIET.
    """
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    names = [step["name"] for step in config["pipeline"]]
    end = names.index(_CLASSIFIER)
    before, chosen = config["pipeline"][:end], config["pipeline"][end]
    counts = [
        {
            "name": "CountVectorsFeaturizer",
            "token_pattern": r"(?u)\b\w+\b",
            "min_ngram": 1,
            "max_ngram": 2,
        },
        {
            "name": "CountVectorsFeaturizer",
            "analyzer": "char_wb",
            "min_ngram": 2,
            "max_ngram": 4,
        },
    ]
    diet = {
        "name": "DIETClassifier",
        "epochs": epochs,
        "entity_recognition": False,
        "constrain_similarities": True,
        "random_seed": 42,
    }
    regression = {"name": "LogisticRegressionClassifier", "max_iter": 300}
    steps = {
        CHOSEN: [chosen],
        COUNTS: [*counts, regression],
        DIET: [*counts, diet],
    }
    return {name: {**config, "pipeline": [*before, *own]} for name, own in steps.items()}


def write_recipe(recipe: dict[str, Any], file: Path) -> None:
    """Write a recipe as Rasa reads it."""
    file.write_text(yaml.safe_dump(recipe, allow_unicode=True), encoding="utf-8")
