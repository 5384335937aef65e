"""First step of the pipeline: repair the message before any other component reads it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.text_repair import COMMAND_PREFIX, LONGEST_TEXT, TextRepairer, load_repairer
from knowledge_base.text.lexicon import FOLDER
from knowledge_base.text.normalise import normalise

_ROOT = Path(__file__).resolve().parents[2]
# The normalised message before anything was written out or restored: entities read this.
TYPED_TEXT = "typed_text"


# The recipe knows no "preprocessor"; a featurizer runs in training and in prediction
# alike, in the place where the configuration lists it, which is what is needed here.
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class VietnameseNormaliser(GraphComponent):
    """Sets the message's text to its repaired form; the tracker keeps what was typed.

    Options:
        diacritics_model: the restorer's file, from the project's root; empty for none.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Options and their defaults."""
        return {"diacritics_model": "data/text/diacritics.npz"}

    @staticmethod
    def supported_languages() -> list[str] | None:
        """Vietnamese alone."""
        return ["vi"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> VietnameseNormaliser:
        """Build the component from its options."""
        return cls(load_repairer(_model_path(config)))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Digest of the restorer and the word lists: new ones mean other texts."""
        digest = hashlib.sha256()
        lists = sorted(path for path in FOLDER.iterdir() if path.suffix in {".yml", ".txt"})
        for path in (_model_path(config), *lists):
            if path is not None and path.is_file():
                digest.update(path.read_bytes())
        return digest.hexdigest()

    def __init__(self, repairer: TextRepairer) -> None:
        self._repairer = repairer

    def process(self, messages: list[Message]) -> list[Message]:
        """Repair the text of incoming messages, in place."""
        for message in messages:
            text = message.get(TEXT)
            if isinstance(text, str):
                if not text.startswith(COMMAND_PREFIX):
                    message.set(TYPED_TEXT, normalise(text[:LONGEST_TEXT]))
                message.set(TEXT, self._repairer.repair(text))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Repair the training examples in the same way."""
        self.process(training_data.training_examples)
        return training_data


def _model_path(config: dict[str, Any]) -> Path | None:
    name = config.get("diacritics_model")
    return _ROOT / name if name else None
