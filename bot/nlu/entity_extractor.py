"""Entities that can be listed: departments of the centre, codes of procedures."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.gazetteer import Gazetteer
from bot.nlu.text_repair import COMMAND_PREFIX

_ROOT = Path(__file__).resolve().parents[2]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class GazetteerEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Marks ``department`` (official name as value) and ``code`` (of a procedure).

    Options:
        departments: the centre's data with the departments' names, from the project's root.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Options and their defaults."""
        return {"departments": "data/centre/centre.yml"}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GazetteerEntityExtractor:
        """Build the component from its options."""
        return cls(Gazetteer.load(_ROOT / config["departments"]))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Digest of the centre's data."""
        return hashlib.sha256((_ROOT / config["departments"]).read_bytes()).hexdigest()

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities found in each message, in place."""
        for message in messages:
            text = message.get(TEXT)
            if isinstance(text, str) and not text.startswith(COMMAND_PREFIX):
                found = self.add_extractor_name(self._entities(text))
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def _entities(self, text: str) -> list[dict[str, Any]]:
        return [
            {
                ENTITY_ATTRIBUTE_TYPE: mention.kind,
                ENTITY_ATTRIBUTE_VALUE: mention.value,
                ENTITY_ATTRIBUTE_START: mention.start,
                ENTITY_ATTRIBUTE_END: mention.end,
            }
            for mention in self._gazetteer.find(text)
        ]
