"""Which part of a procedure is asked, and whether a question names a procedure at all."""

from __future__ import annotations

from pathlib import Path

import yaml

from knowledge_base.model import Section
from knowledge_base.search.phrases import PhraseFinder
from knowledge_base.text.fold import fold

_FEWEST_WORDS = 2


class SectionReader:
    """Reads the asked sections from cues that staff can edit."""

    def __init__(
        self,
        cues: dict[Section, list[str]],
        weak_cues: dict[Section, list[str]],
        fillers: set[str],
    ) -> None:
        """Make the reader.

        Args:
            cues: phrases that ask for a section.
            weak_cues: phrases that do so only when no other phrase does.
            fillers: words that name no topic.
        """
        self._cues = PhraseFinder(_pairs(cues))
        self._weak_cues = PhraseFinder(_pairs(weak_cues))
        self._all_cues = PhraseFinder([*_pairs(cues), *_pairs(weak_cues)])
        self._fillers = {fold(word) for word in fillers}

    @classmethod
    def load(cls, folder: Path) -> SectionReader:
        """Read ``sections.yml`` and ``follow_up.yml`` of ``folder``."""
        cues = yaml.safe_load((folder / "sections.yml").read_text(encoding="utf-8"))
        words = yaml.safe_load((folder / "follow_up.yml").read_text(encoding="utf-8"))
        return cls(_by_section(cues["cues"]), _by_section(cues["weak_cues"]), set(words["fillers"]))

    def sections(self, text: str) -> list[Section]:
        """The asked sections in order of appearance; ``[WHOLE]`` when none is named."""
        found = self._cues.labels(text) or self._weak_cues.labels(text)
        return [Section(label) for label in found] or [Section.WHOLE]

    def subject(self, text: str) -> str:
        """``text`` without its section cues, or as it is when hardly anything would be left."""
        subject = self._all_cues.cut(text)
        return subject if len(subject.split()) >= _FEWEST_WORDS else text

    def topic(self, text: str) -> list[str]:
        """The folded words of ``text`` that are neither section cues nor fillers."""
        rest = self._all_cues.without(text).split()
        return [word for word in rest if word not in self._fillers]

    def is_follow_up(self, text: str) -> bool:
        """Whether ``text`` asks for a section without naming any procedure."""
        return not self.topic(text) and self.sections(text) != [Section.WHOLE]


def _by_section(cues: dict[str, list[str]]) -> dict[Section, list[str]]:
    return {Section(name): phrases for name, phrases in cues.items()}


def _pairs(cues: dict[Section, list[str]]) -> list[tuple[str, str]]:
    return [(section.value, phrase) for section, phrases in cues.items() for phrase in phrases]
