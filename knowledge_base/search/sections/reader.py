"""Read the asked sections of a message, and what is left of it without them."""

from __future__ import annotations

from itertools import compress
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.errors import SetupFailed
from knowledge_base.model import Section
from knowledge_base.search.sections.cues import CueFinder, Phrase, Strength
from knowledge_base.search.sections.features import FeatureReader, Features
from knowledge_base.search.sections.model import SectionModel, asked
from knowledge_base.text.fold import fold

_FEWEST_WORDS = 2


class SectionReader:
    """Reads the asked sections with a small model and with phrases that staff can edit."""

    def __init__(
        self, cues: CueFinder, features: FeatureReader, model: SectionModel, fillers: set[str]
    ) -> None:
        """Make the reader.

        Args:
            cues: phrases that ask for a section, and names that only look so.
            features: reads what the model looks at.
            model: says which sections are asked.
            fillers: words that name no topic.
        """
        self._cues = cues
        self._features = features
        self._model = model
        self._fillers = {fold(word) for word in fillers}

    @classmethod
    def load(cls, folder: Path) -> SectionReader:
        """Read ``sections.yml``, ``section_weights.json`` and ``follow_up.yml`` of ``folder``.

        Raises:
            SetupFailed: one of the files is missing or broken.
        """
        words = _read(folder / "follow_up.yml")
        cues, features = read_cues(folder)
        model = SectionModel.load(folder / "section_weights.json")
        return cls(cues, features, model, set(words["fillers"]))

    def sections(self, text: str) -> list[Section]:
        """The asked sections in order of appearance; ``[WHOLE]`` when no part is named.

        Args:
            text: a normalised message, best with its diacritics restored.
        """
        features = self._features.read(text)
        if not features.at:
            return [Section.WHOLE]
        named = self._named(features)
        places = self._model.reasons(features.at)
        for cue in reversed(features.cues):
            if cue.section and cue.strength is not Strength.WEAK:
                places[cue.section] = cue.start
        return sorted(named, key=lambda section: (section is Section.WHOLE, places[section]))

    def subject(self, text: str) -> str:
        """``text`` without its section cues, or as it is when hardly anything would be left."""
        rest = self._cues.cut(text)
        return rest if len(rest.split()) >= _FEWEST_WORDS else text

    def topic(self, text: str) -> list[str]:
        """The folded words of ``text`` that are neither section cues nor fillers."""
        return [word for word in self._cues.rest(text) if word not in self._fillers]

    def is_follow_up(self, text: str) -> bool:
        """Whether ``text`` asks for a section without naming any procedure."""
        return not self.topic(text) and self.sections(text) != [Section.WHOLE]

    def _named(self, features: Features) -> set[Section]:
        always = {cue.section for cue in features.cues if cue.strength is Strength.ALWAYS}
        verdicts = asked(self._model.scores(features.at)).tolist()
        likely = compress(self._model.sections, verdicts)
        return {section for section in always if section} | set(likely)


def read_cues(folder: Path) -> tuple[CueFinder, FeatureReader]:
    """The phrases and the feature reader that ``sections.yml`` of ``folder`` describes.

    Raises:
        SetupFailed: the file is missing or broken.
    """
    path = folder / "sections.yml"
    stored = _read(path)
    try:
        phrases = [Phrase(name, None, Strength.NAME) for name in stored["names"]]
        for key, strength in _STRENGTHS.items():
            phrases += [
                Phrase(phrase, Section(section), strength)
                for section, listed in stored[key].items()
                for phrase in listed
            ]
        cues = CueFinder(phrases)
        return cues, FeatureReader(cues, set(stored["asking"]))
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise SetupFailed(f"{path}: {error!r}") from error


_STRENGTHS = {
    "always": Strength.ALWAYS,
    "cues": Strength.PLAIN,
    "weak_cues": Strength.WEAK,
}


def _read(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise SetupFailed(f"{path}: {error}") from error
