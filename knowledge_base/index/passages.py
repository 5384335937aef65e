"""What of a procedure is put into the search index."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.model import Procedure, Section

_LONGEST = 600


@dataclass(frozen=True)
class Passage:
    """One embedded text of a procedure: a name (``section`` is ``WHOLE``) or a section."""

    code: str
    section: Section
    text: str

    @property
    def key(self) -> str:
        """Content hash; equal texts share one vector, also from one index to the next."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:32]


def passages(procedure: Procedure) -> Iterator[Passage]:
    """The texts of ``procedure`` to embed: its names, attached questions, and its gist.

    Which texts help was measured (``docs/evaluation.md``): names carry nearly all of
    it; whole sections add time and noise, a short gist of papers, conditions and
    results adds some recall where a question names a paper and not the procedure.
    """
    for name in (procedure.name, *procedure.everyday_names, *procedure.questions):
        yield Passage(procedure.code, Section.WHOLE, name)
    if procedure.summary:
        yield Passage(procedure.code, Section.WHOLE, procedure.summary)
    for section, text in _gists(procedure):
        if text:
            yield Passage(procedure.code, section, f"{procedure.name}. {text}"[:_LONGEST])


def _gists(procedure: Procedure) -> Iterator[tuple[Section, str]]:
    yield Section.DOCUMENTS, "; ".join(item.name for item in procedure.documents[:6])
    yield Section.CONDITIONS, "; ".join(procedure.conditions[:4])


def name_text(procedure: Procedure) -> str:
    """All names of a procedure as one text, for word search by name."""
    return " . ".join((procedure.name, *procedure.everyday_names, *procedure.questions))


def body_text(procedure: Procedure) -> str:
    """The gist of a procedure as one text, for word search in the body."""
    parts = [procedure.field, procedure.summary or "", *procedure.results, *procedure.conditions]
    parts += [document.name for document in procedure.documents]
    parts += [document.condition or "" for document in procedure.documents]
    return " . ".join(part for part in parts if part)
