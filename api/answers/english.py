"""Answer who writes in English: what the assistant is, and which procedure may be meant."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import Session, sessionmaker

from api.answers.journal import Journal
from api.answers.schemas import Answer, Choice, ProcedureTurn, Status
from api.answers.wording.procedure import plain_name, shorten
from knowledge_base.centre import Centre
from knowledge_base.curated import load_model
from knowledge_base.english import FOLDER, EnglishHit, load_english_index
from knowledge_base.errors import SeedError, SetupFailed
from knowledge_base.model import Procedure, Section
from knowledge_base.store import ProcedureRepository

_LONGEST_NAME = 120
_LONGEST_TITLE = 40


class _Buttons(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    whole: str
    human: str


class EnglishWords(BaseModel):
    """The sentences of ``data/english/answers.yml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    found: str
    page: str
    several: str
    item: str
    nothing: str
    person: str
    buttons: _Buttons


class EnglishAnswers:
    """Turns a message in English into a typed answer; facts are never translated.

    Args:
        sessions: where published procedures are kept.
        centre: for the hotline and the address.
        journal: notes every turn.
        folder: names and sentences.

    Raises:
        SetupFailed: a file of the folder is not what it should be.
    """

    def __init__(
        self,
        sessions: sessionmaker[Session],
        centre: Centre,
        journal: Journal,
        folder: Path = FOLDER,
    ) -> None:
        self._sessions = sessions
        self._centre = centre
        self._journal = journal
        try:
            self._index = load_english_index(folder)
            self._words = load_model(folder / "answers.yml", EnglishWords)
        except SeedError as error:
            raise SetupFailed(str(error)) from error

    def answer(self, turn: ProcedureTurn) -> Answer:
        """Name what may be meant; the turn is noted in the journal."""
        started = time.perf_counter()
        answer = self._answer(turn.text)
        durations = {"answer": 1000 * (time.perf_counter() - started)}
        self._journal.note(turn, "english", answer.status, answer.code, durations_ms=durations)
        return answer

    def _answer(self, text: str) -> Answer:
        found = [(hit, self._in_force(hit.code)) for hit in self._index.find(text)]
        known = [(hit, procedure) for hit, procedure in found if procedure is not None]
        if not known:
            return self._nothing()
        return self._one(known[0][1]) if len(known) == 1 else self._several(known)

    def _one(self, procedure: Procedure) -> Answer:
        url = procedure.source.url
        page = self._words.page.format(url=url) if url else ""
        name = _name(procedure)
        words = self._words.found.format(name=name, code=procedure.code, page=page)
        whole = Choice(title=self._words.buttons.whole, code=procedure.code, section=Section.WHOLE)
        return Answer(
            status=Status.ANSWERED,
            code=procedure.code,
            name=procedure.name,
            messages=[f"{words}\n{self._person()}"],
            choices=[whole, self._human()],
        )

    def _several(self, known: list[tuple[EnglishHit, Procedure]]) -> Answer:
        items = [
            self._words.item.format(
                place=place, english=hit.name.capitalize(), name=_name(found), code=found.code
            )
            for place, (hit, found) in enumerate(known, 1)
        ]
        choices = [
            Choice(
                title=shorten(hit.name.capitalize(), _LONGEST_TITLE),
                code=found.code,
                section=Section.WHOLE,
            )
            for hit, found in known
        ]
        words = self._words.several.format(list="\n".join(items))
        return Answer(
            status=Status.CLARIFIED,
            messages=[f"{words}\n{self._person()}"],
            choices=[*choices, self._human()],
        )

    def _nothing(self) -> Answer:
        words = f"{self._words.nothing.strip()}\n{self._person()}"
        return Answer(status=Status.CLARIFIED, messages=[words], choices=[self._human()])

    def _human(self) -> Choice:
        # It names nothing, so a tap says its own title, which the dialogue understands.
        return Choice(title=self._words.buttons.human)

    def _person(self) -> str:
        where = self._centre.address
        address = f"{where.street}, {where.ward}"
        return self._words.person.format(hotline=self._centre.hotline.number, address=address)

    def _in_force(self, code: str) -> Procedure | None:
        with self._sessions() as session:
            stored = ProcedureRepository(session).get(code)
        procedure = stored.procedure if stored else None
        return procedure if procedure and procedure.is_in_force(date.today()) else None


def _name(procedure: Procedure) -> str:
    plain = plain_name(procedure)
    return shorten(plain[0].upper() + plain[1:], _LONGEST_NAME)
