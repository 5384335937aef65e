"""Entities found by rule: codes, numbers, wards, departments, times."""

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

from bot.nlu.normaliser import TYPED_TEXT
from bot.nlu.text_repair import COMMAND_PREFIX
from knowledge_base.entities import EntityFinder, Mention, now_here
from knowledge_base.entities.departments import load_department_finder

_ROOT = Path(__file__).resolve().parents[2]
_DOUBTS = "doubts"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class RuleEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Marks what ``knowledge_base.entities`` finds; each entity may carry ``doubts``.

    Reads the message as typed (normalised, neither expanded nor restored), so places
    are those of that text.

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
    ) -> RuleEntityExtractor:
        """Build the component from its options."""
        departments = load_department_finder(_ROOT / config["departments"])
        return cls(EntityFinder(departments=departments))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Digest of the centre's data."""
        return hashlib.sha256((_ROOT / config["departments"]).read_bytes()).hexdigest()

    def __init__(self, finder: EntityFinder) -> None:
        self._finder = finder

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities found in each message, in place."""
        for message in messages:
            text = message.get(TYPED_TEXT) or message.get(TEXT)
            if isinstance(text, str) and not text.startswith(COMMAND_PREFIX):
                mentions = self._finder.find(text, now_here())
                found = self.add_extractor_name([_entity(mention) for mention in mentions])
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages


def _entity(mention: Mention) -> dict[str, Any]:
    return {
        ENTITY_ATTRIBUTE_TYPE: mention.kind,
        ENTITY_ATTRIBUTE_VALUE: mention.value,
        ENTITY_ATTRIBUTE_START: mention.start,
        ENTITY_ATTRIBUTE_END: mention.end,
        _DOUBTS: list(mention.doubts),
    }
