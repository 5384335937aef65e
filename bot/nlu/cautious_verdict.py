"""Turn to a canned answer only when sure: a wrong one costs more than a search that declines."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
)
from rasa.shared.nlu.training_data.message import Message


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class CautiousVerdict(GraphComponent, IntentClassifier):
    """Turns an intent below its own threshold into ``nlu_fallback``, which is searched.

    Options:
        thresholds: intent → least confidence (0 to 1) at which it stands.
        longest: intents of ``thresholds`` never stand in a message of more words than
            this: people tell long stories about papers, not about opening hours.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Options and their defaults."""
        return {"thresholds": {}, "longest": 20}

    @classmethod
    def required_components(cls) -> list[type]:
        """A classifier must have spoken before."""
        return [IntentClassifier]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CautiousVerdict:
        """Build the component from its options."""
        return cls(config["thresholds"], config["longest"])

    def __init__(self, thresholds: dict[str, float], longest: int) -> None:
        self._thresholds = thresholds
        self._longest = longest

    def process(self, messages: list[Message]) -> list[Message]:
        """Replace unsure verdicts, in place."""
        for message in messages:
            intent = message.get(INTENT) or {}
            if self._is_unsure(intent, message):
                self._replace(message, intent)
        return messages

    def _is_unsure(self, intent: dict[str, Any], message: Message) -> bool:
        threshold = self._thresholds.get(intent.get(INTENT_NAME_KEY) or "")
        if threshold is None:
            return False
        if len((message.get("text") or "").split()) > self._longest:
            return True
        return bool(intent[PREDICTED_CONFIDENCE_KEY] < threshold)

    @staticmethod
    def _replace(message: Message, intent: dict[str, Any]) -> None:
        fallback = {
            INTENT_NAME_KEY: DEFAULT_NLU_FALLBACK_INTENT_NAME,
            PREDICTED_CONFIDENCE_KEY: 1.0 - intent[PREDICTED_CONFIDENCE_KEY],
        }
        ranking = message.get(INTENT_RANKING_KEY) or []
        message.set(INTENT, fallback, add_to_output=True)
        message.set(INTENT_RANKING_KEY, [fallback, *ranking], add_to_output=True)
