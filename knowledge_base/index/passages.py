"""What of a procedure is put into the search index."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from knowledge_base.elsewhere import Matter
from knowledge_base.everyday import EverydayWords
from knowledge_base.model import Procedure
from knowledge_base.text import expand, normalise

_LONGEST = 300
# "Thủ tục …" opens a third of the official names and tells nothing.
_OPENING = re.compile(r"^[\s.]*thủ tục (?:hành chính )?", re.IGNORECASE)


class Kind(StrEnum):
    """What a passage is."""

    OFFICIAL = "official"
    EVERYDAY = "everyday"
    QUESTION = "question"


@dataclass(frozen=True)
class Passage:
    """One text that leads to a procedure: ``text`` as it was written, ``read`` as it is searched.

    Questions to learn from are taken as written: with all that people leave out or shorten.
    """

    code: str
    kind: Kind
    text: str
    read: str

    @classmethod
    def of(cls, code: str, kind: Kind, text: str) -> Passage:
        """The passage of ``text``, which is cut where it is long."""
        return cls(code, kind, text[:_LONGEST], written_out(text)[:_LONGEST])

    @property
    def key(self) -> str:
        """Content hash; equal texts share one vector, also from one index to the next."""
        return hashlib.sha256(self.read.encode()).hexdigest()[:32]


def official_passage(item: Procedure | Matter) -> Passage:
    """The official name as it is searched."""
    return Passage.of(item.code, Kind.OFFICIAL, plain_name(item.name))


def everyday_passages(procedure: Procedure, words: EverydayWords) -> Iterator[Passage]:
    """Everyday names and typical questions: the record's own and the editors'.

    Papers, conditions and steps are not embedded: measured, they added minutes of set-up
    and no recall (``docs/evaluation.md``).
    """
    names = (*procedure.everyday_names, *words.names)
    questions = (*procedure.questions, *words.questions)
    return _spoken(procedure.code, names, questions)


def matter_passages(matter: Matter) -> Iterator[Passage]:
    """Everyday names and typical questions of a matter that no record answers."""
    return _spoken(matter.code, matter.names, matter.questions)


def _spoken(code: str, names: Iterable[str], questions: Iterable[str]) -> Iterator[Passage]:
    for kind, texts in ((Kind.EVERYDAY, names), (Kind.QUESTION, questions)):
        for text in dict.fromkeys(texts):
            yield Passage.of(code, kind, text)


def written_out(text: str) -> str:
    """``text`` as questions are read: normalised, with clear abbreviations written out.

    "TNHH" in a name and "tnhh" in a question must meet in the same words.
    """
    return expand(normalise(text))


def plain_name(name: str) -> str:
    """An official name without the words "Thủ tục" at its start."""
    return _OPENING.sub("", name).strip() or name


def body_text(procedure: Procedure) -> str:
    """The gist of a procedure as one text, for word search in the body."""
    parts = [procedure.field, procedure.summary or "", *procedure.results, *procedure.conditions]
    parts += [document.name for document in procedure.documents]
    parts += [document.condition or "" for document in procedure.documents]
    return " . ".join(part for part in parts if part)
