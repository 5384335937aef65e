"""A question as search reads it: cleaned, and with diacritics where they were left out."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.search.asks import AskFinder
from knowledge_base.search.sections import SectionReader
from knowledge_base.text.abbreviations import AbbreviationTable, expand
from knowledge_base.text.diacritics import Restorer
from knowledge_base.text.fold import accented_share
from knowledge_base.text.normalise import normalise


@dataclass(frozen=True)
class Question:
    """``text`` as typed, ``clean`` normalised, ``reading`` with diacritics restored.

    ``ask`` is the asking part of a long message's reading; ``subject`` is the ask without
    the words that only ask for a section.
    """

    text: str
    clean: str
    reading: str
    ask: str
    subject: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing but spaces, signs and emoji was typed."""
        return not any(character.isalnum() for character in self.clean)


class QuestionReader:
    """Reads questions; shared by all callers of search."""

    def __init__(
        self,
        restorer: Restorer,
        abbreviations: AbbreviationTable,
        sections: SectionReader,
        asks: AskFinder,
    ) -> None:
        self._restorer = restorer
        self._abbreviations = abbreviations
        self._sections = sections
        self._asks = asks

    def read(self, text: str) -> Question:
        """Normalise ``text``, expand abbreviations, restore missing diacritics. Never raises."""
        typed = normalise(text)
        clean = expand(typed, self._abbreviations)
        if not any(character.isalpha() for character in clean):
            return Question(text, clean, clean, clean, clean)
        # Written-out abbreviations carry diacritics that the person did not type.
        best = self._restorer.restore(clean, typed_share=accented_share(typed))[0]
        ask = self._asks.ask(best.text)
        return Question(text, clean, best.text, ask, self._sections.subject(ask))
