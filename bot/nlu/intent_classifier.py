"""The intent of a message: TF-IDF of words and of pieces of words, logistic regression."""

from __future__ import annotations

from typing import Any

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline, make_union

_FILE = "classifier.joblib"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(GraphComponent, IntentClassifier):
    """Hears the intent in the lemmas that the tokenizer made.

    Rasa's own regression reads plain counts, so that a long message is surer than a short
    one and a frequent piece louder than a telling one; docs/decisions/0004 has the figures.

    Options:
        inverse_regularisation: sklearn's ``C``; more follows the examples more closely.
        max_iter: most steps of the training.
        ranking_length: how many intents are listed with a message.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Options and their defaults."""
        return {"inverse_regularisation": 30.0, "max_iter": 500, "ranking_length": 10}

    @classmethod
    def required_components(cls) -> list[type]:
        """Lemmas come from a tokenizer."""
        return [Tokenizer]

    @staticmethod
    def required_packages() -> list[str]:
        """Checked by Rasa before training."""
        return ["sklearn"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntentClassifier:
        """Build the untrained component from its options."""
        return cls(config, model_storage, resource, _untrained(config))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LinearIntentClassifier:
        """Read the trained component from the model."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, joblib.load(folder / _FILE))

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: Pipeline,
    ) -> None:
        self._ranking_length: int = config["ranking_length"]
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples and write the model."""
        examples = training_data.intent_examples
        intents = [item.get(INTENT) for item in examples]
        self._model.fit([_lemmas(item) for item in examples], intents)
        # In this order scipy need not copy all weights for every single message.
        self._model[-1].coef_ = np.asfortranarray(self._model[-1].coef_)
        with self._model_storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / _FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent and the ranking of each message, in place."""
        for message in messages:
            ranking = self._rank(message) if message.get(TOKENS_NAMES[TEXT]) else []
            if ranking:
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _rank(self, message: Message) -> list[dict[str, Any]]:
        shares = self._model.predict_proba([_lemmas(message)])[0]
        best = shares.argsort()[::-1][: self._ranking_length]
        return [
            {
                INTENT_NAME_KEY: str(self._model.classes_[index]),
                PREDICTED_CONFIDENCE_KEY: float(shares[index]),
            }
            for index in best
        ]


def _untrained(config: dict[str, Any]) -> Pipeline:
    words = TfidfVectorizer(
        tokenizer=str.split, token_pattern=None, ngram_range=(1, 2), sublinear_tf=True
    )
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    regression = LogisticRegression(
        C=config["inverse_regularisation"], max_iter=config["max_iter"], random_state=42
    )
    return make_pipeline(make_union(words, pieces), regression)


def _lemmas(message: Message) -> str:
    return " ".join(token.lemma for token in message.get(TOKENS_NAMES[TEXT]))
