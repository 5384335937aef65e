"""Hear a message in English as such: an English answer serves its writer better."""

from __future__ import annotations

import hashlib
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
)
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.normaliser import TYPED_TEXT
from knowledge_base.text.english import FILE, is_english

ENGLISH = "english"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class EnglishVerdict(GraphComponent, IntentClassifier):
    """Sets the intent ``english`` of a message that surely is.

    Options:
        kept: intents that stand in English too, such as attempts to change the rules.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Options and their defaults."""
        return {"kept": ["bot_challenge"]}

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
    ) -> EnglishVerdict:
        """Build the component from its options."""
        return cls(frozenset(config["kept"]))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Digest of the word lists."""
        return hashlib.sha256(FILE.read_bytes()).hexdigest()

    def __init__(self, kept: frozenset[str]) -> None:
        self._kept = kept

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the verdict, in place."""
        for message in messages:
            typed = message.get(TYPED_TEXT)
            heard = (message.get(INTENT) or {}).get(INTENT_NAME_KEY)
            if isinstance(typed, str) and heard not in self._kept and is_english(typed):
                verdict = {INTENT_NAME_KEY: ENGLISH, PREDICTED_CONFIDENCE_KEY: 1.0}
                ranking = message.get(INTENT_RANKING_KEY) or []
                message.set(INTENT, verdict, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [verdict, *ranking], add_to_output=True)
        return messages
