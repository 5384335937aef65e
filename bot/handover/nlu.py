"""Hear sensitive matters and anger: by words that staff keep, not by a guess."""

from __future__ import annotations

import hashlib
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import (
    ENTITIES,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
)
from rasa.shared.nlu.training_data.message import Message

from bot.handover.phrases import FOLDER, Matters, Phrases, load_angry, load_matters
from bot.nlu.normaliser import TYPED_TEXT

SENSITIVE = "sensitive_matter"
_FILES = ("sensitive.yml", "angry.yml")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PersonNeeded(GraphComponent):
    """Makes a sensitive matter the intent, with entity ``matter``; anger gives entity ``mood``."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PersonNeeded:
        """Build the component; its words are in ``data/handover``."""
        return cls(load_matters(), load_angry())

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Digest of the words."""
        contents = b"".join((FOLDER / name).read_bytes() for name in _FILES)
        return hashlib.sha256(contents).hexdigest()

    def __init__(self, matters: Matters, angry: Phrases) -> None:
        self._matters = matters
        self._angry = angry

    def process(self, messages: list[Message]) -> list[Message]:
        """Look at what was typed, in place; a button has no typed text."""
        for message in messages:
            typed = message.get(TYPED_TEXT)
            if isinstance(typed, str):
                self._hear(message, typed)
        return messages

    def _hear(self, message: Message, typed: str) -> None:
        if self._angry.stand_in(typed):
            _add_entity(message, "mood", "angry")
        matter = self._matters.find(typed)
        if matter is not None:
            _add_entity(message, "matter", matter)
            intent = {INTENT_NAME_KEY: SENSITIVE, PREDICTED_CONFIDENCE_KEY: 1.0}
            ranking = message.get(INTENT_RANKING_KEY) or []
            message.set(INTENT, intent, add_to_output=True)
            message.set(INTENT_RANKING_KEY, [intent, *ranking], add_to_output=True)


def _add_entity(message: Message, name: str, value: str) -> None:
    found = [*(message.get(ENTITIES) or []), {"entity": name, "value": value}]
    message.set(ENTITIES, found, add_to_output=True)
