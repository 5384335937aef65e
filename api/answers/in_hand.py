"""What a message says of the procedure in hand (thủ tục đang hỏi): a follow-up, a special case."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import yaml

from knowledge_base.errors import SetupFailed
from knowledge_base.index import IndexSnapshot
from knowledge_base.model import Procedure, Section
from knowledge_base.search import SearchOutcome
from knowledge_base.search.phrases import PhraseFinder
from knowledge_base.search.sections import SectionReader
from knowledge_base.text.fold import fold
from knowledge_base.text.lexicon import load_lexicon
from knowledge_base.text.tokens import syllables

# Of the words of the procedure in hand, a special case of it repeats at least this share.
_SAME_NAME = 0.6


class FollowUpReader:
    """Tells whether a message stays with the procedure in hand where its words alone do not."""

    def __init__(
        self,
        sections: SectionReader,
        linking: set[str],
        pointing: set[str],
        refining: list[str],
        visit: list[str],
    ) -> None:
        """Make the reader.

        Args:
            sections: reads which part is asked, and the words that name a topic.
            linking: words that name no topic while a procedure is talked about.
            pointing: words that point back ("đó").
            refining: beginnings of a special case ("nhưng", "nếu").
            visit: phrases that speak of a visit to the centre.
        """
        self._sections = sections
        self._linking = {fold(word) for word in linking}
        self._pointing = {fold(word) for word in pointing}
        self._refining = tuple(f"{fold(phrase)} " for phrase in refining)
        self._visit = PhraseFinder.of({"visit": visit})

    @classmethod
    def load(cls, folder: Path) -> FollowUpReader:
        """Read ``follow_up.yml`` of ``folder`` and what ``SectionReader`` reads there.

        Raises:
            SetupFailed: one of the files is missing or broken.
        """
        path = folder / "follow_up.yml"
        try:
            words = yaml.safe_load(path.read_text(encoding="utf-8"))
            return cls(
                SectionReader.load(folder),
                linking=set(words["in_hand"]),
                pointing=set(words["pointing"]),
                refining=words["refining"],
                visit=words["visit"],
            )
        except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
            raise SetupFailed(f"{path}: {error!r}") from error

    def asks_only(self, text: str) -> bool:
        """Whether ``text`` (normalised) asks for a part and names no topic, nor a visit."""
        visits = bool(self._visit.labels(text))
        return self._asks_a_part(text) and not visits and not self._topic(text)

    def stays(self, text: str, code: str, words: set[str], outcome: SearchOutcome) -> bool:
        """Whether ``text`` asks for a part of the procedure in hand.

        Args:
            text: the message, normalised.
            code: the procedure in hand.
            words: folded words by which people name it.
            outcome: what a search for the message alone found.
        """
        topic = self._topic(text)
        if not (self._asks_a_part(text) and words.issuperset(topic)):
            return False
        return len(topic) <= 1 or self._points_back(text) or not _leads_away(code, outcome)

    def refines(self, text: str) -> bool:
        """Whether ``text`` opens like a special case of what was said before."""
        return f"{fold(text)} ".startswith(self._refining)

    def _asks_a_part(self, text: str) -> bool:
        return self._sections.sections(text) != [Section.WHOLE]

    def _points_back(self, text: str) -> bool:
        return not self._pointing.isdisjoint(fold(text).split())

    def _topic(self, text: str) -> list[str]:
        """The words of a topic; a slip of the keyboard, which is no word, is none."""
        known = load_lexicon().folded
        return [
            word
            for word in self._sections.topic(text)
            if word not in self._linking and (word in known or not word.isalpha())
        ]


def is_special_case(procedure: Procedure, other: Procedure) -> bool:
    """Whether ``other`` repeats the name of ``procedure`` and is another one."""
    own = _name_words(procedure)
    shared = own & _name_words(other)
    return procedure.code != other.code and len(shared) >= _SAME_NAME * len(own)


def words_of(index: IndexSnapshot, code: str) -> set[str]:
    """The folded words of all names and questions that lead to a procedure of ``index``."""
    codes = [item.code for item in index.procedures]
    if code not in codes:
        return set()
    places = np.flatnonzero(index.owners == codes.index(code))
    texts = (index.passages[int(place)].text for place in places)
    return {word for text in texts for word in syllables(fold(text))}


def _leads_away(code: str, outcome: SearchOutcome) -> bool:
    best = outcome.results[0]
    return code not in (best.code, *best.variants)


def _name_words(procedure: Procedure) -> set[str]:
    return set(syllables(fold(procedure.name.removeprefix("Thủ tục "))))
