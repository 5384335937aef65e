"""Examples of ``ask_procedure`` from ``data/everyday``: rare procedures are not small talk.

People call a rare procedure by a few words ("đóng khu neo đậu") that look like anything but
a question; without them the classifier takes one in fifteen for small talk or a refusal.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

_ROOT = Path(__file__).resolve().parents[2]


class EverydayExamples(TrainingDataImporter):  # type: ignore[misc]  # untyped base
    """An importer of ``config.yml``; Rasa joins what it gives with the examples of ``data/nlu``.

    Args:
        folder: everyday words, from the project's root.
        intent: what they are examples of.
        every_name: of how many names one is taken.
        every_question: of how many questions one is taken.
    """

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
        folder: str = "data/everyday",
        intent: str = "ask_procedure",
        every_name: int = 2,
        every_question: int = 20,
        **_: Any,
    ) -> None:
        self._folder = _ROOT / folder
        self._intent = intent
        self._every_name = every_name
        self._every_question = every_question

    def get_nlu_data(self, language: str | None = "vi") -> TrainingData:
        """The examples, in the order of the files."""
        names, questions = everyday_words(self._folder)
        texts = names[:: self._every_name] + questions[:: self._every_question]
        return TrainingData([Message.build(text, self._intent) for text in texts])

    def get_domain(self) -> Domain:
        """Nothing."""
        return Domain.empty()

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """Nothing."""
        return StoryGraph([])

    def get_config(self) -> dict[str, Any]:
        """Nothing."""
        return {}

    def get_config_file_for_auto_config(self) -> str | None:
        """Nothing."""
        return None


def everyday_words(folder: Path) -> tuple[list[str], list[str]]:
    """All names and all questions of a folder of everyday words."""
    names: list[str] = []
    questions: list[str] = []
    for path in sorted(folder.glob("*.yml")):
        found = yaml.load(path.read_bytes(), yaml.CSafeLoader) or {}
        for words in found.values():
            names += words.get("names") or []
            questions += words.get("questions") or []
    return names, questions
