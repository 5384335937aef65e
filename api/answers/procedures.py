"""Answer a question about a procedure from its published record."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session, sessionmaker

from api.answers.asking_back import WAYS_ON, ask_back, ask_which, decline, distinct, refuse
from api.answers.in_hand import FollowUpReader, is_special_case, words_of
from api.answers.journal import Journal
from api.answers.schemas import (
    ALL_DOCUMENTS,
    Answer,
    Choice,
    Part,
    ProcedureTurn,
    Status,
    judgeable,
)
from api.answers.wording import refusals
from api.answers.wording.procedure import (
    ALL_PAPERS,
    BUTTONS,
    all_documents,
    hides_documents,
    next_sections,
    one_section,
    plain_name,
    whole,
)
from api.answers.wording.sections import has_section
from api.answers.wording.source import source_line
from api.answers.wording.variants import Variant, extends_name, named_variants, variants_line
from knowledge_base.model import Procedure, Section
from knowledge_base.search import Decision, SearchEngine, SearchOutcome
from knowledge_base.store import ProcedureRepository

_MOST_SECTIONS = 3
_MOST_BUTTONS = 4


class ProcedureAnswers:
    """Turns a question into a typed answer; every fact comes from a published record."""

    def __init__(
        self,
        search: SearchEngine,
        follow_ups: FollowUpReader,
        sessions: sessionmaker[Session],
        journal: Journal,
    ) -> None:
        self._search = search
        self._follow_ups = follow_ups
        self._sessions = sessions
        self._journal = journal

    def answer(self, turn: ProcedureTurn) -> Answer:
        """Answer, ask back, or decline; the turn is noted in the journal."""
        started = time.perf_counter()
        answer, durations = self._answer(turn)
        durations["answer"] = 1000 * (time.perf_counter() - started)
        reference = self._journal.note(
            turn, "procedure", answer.status, answer.code, answer.section, durations
        )
        return judgeable(answer, reference)

    def suggest(self, text: str, code_in_hand: str | None) -> Answer:
        """The same answer for a member of staff; nothing is noted."""
        turn = ProcedureTurn(
            person="staff", channel="console", text=text, code_in_hand=code_in_hand
        )
        return self._answer(turn)[0]

    def follows_up(self, text: str) -> bool:
        """Whether ``text``, said while a procedure is in hand, only asks for a part of it."""
        return self._follow_ups.asks_only(self._search.read(text).clean)

    def _answer(self, turn: ProcedureTurn) -> tuple[Answer, dict[str, float]]:
        code = turn.code or (turn.code_in_hand if turn.section else None)
        if code:
            reads = turn.text and not turn.section
            parts = (
                self._search.read_sections(turn.text)[0]
                if reads
                else [turn.section or Section.WHOLE]
            )
            return self._about(code, list(parts)), {}
        if turn.code_in_hand and self.follows_up(turn.text):
            sections, _ = self._search.read_sections(turn.text)
            return self._about(turn.code_in_hand, list(sections)), {}
        outcome = self._search.search(turn.text, limit=10)
        answer = self._about_in_hand(turn.code_in_hand, outcome) if turn.code_in_hand else None
        return answer or self._from_outcome(outcome), dict(outcome.durations_ms)

    def _about_in_hand(self, code: str, outcome: SearchOutcome) -> Answer | None:
        """The answer to what stays with the procedure in hand or refines it, else ``None``."""
        procedure = self._stored(code)
        text = outcome.question.clean
        if procedure is None or outcome.question.is_empty:
            return None
        words = words_of(self._search.ranker()[0], code)
        if self._follow_ups.stays(text, code, words, outcome):
            return self._about(code, list(outcome.sections))
        if not self._follow_ups.refines(text):
            return None
        refined = self._search.search(f"{plain_name(procedure)} {text}", limit=1)
        special = self._stored(refined.results[0].code) if refined.results else None
        if special is None or not is_special_case(procedure, special):
            return None
        return self._about(special.code, list(outcome.sections))

    def _from_outcome(self, outcome: SearchOutcome) -> Answer:
        if outcome.question.is_empty:
            return Answer(status=Status.CLARIFIED, messages=[refusals.EMPTY], choices=list(WAYS_ON))
        if outcome.follow_up:
            return ask_which(outcome.sections[0])
        if outcome.decision is Decision.DECLINE:
            return decline(outcome)
        several = distinct(outcome.results)
        if outcome.decision is Decision.CLARIFY and len(several) > 1:
            return ask_back(several, outcome.sections[0])
        best, *others = outcome.results
        cases = [result.code for result in others if extends_name(best.name, result.name)]
        near = [*best.variants, *cases]
        return self._about(best.code, list(outcome.sections), near)

    def _about(self, code: str, parts: list[Part], near: Sequence[str] = ()) -> Answer:
        """Tell the parts of one procedure; of the codes ``near`` it, name its variants."""
        procedure = self._stored(code)
        if procedure is None:
            return refuse(refusals.UNKNOWN_CODE)
        if not procedure.is_in_force(date.today()):
            return refuse(refusals.WITHDRAWN)
        variants = named_variants(procedure, self._in_force(near))
        return _tell(procedure, _helpful(procedure, parts[:_MOST_SECTIONS]), variants)

    def _stored(self, code: str) -> Procedure | None:
        with self._sessions() as session:
            stored = ProcedureRepository(session).get(code)
        return stored.procedure if stored else None

    def _in_force(self, codes: Sequence[str]) -> list[Procedure]:
        found = (self._stored(code) for code in codes)
        return [item for item in found if item and item.is_in_force(date.today())]


def _tell(procedure: Procedure, parts: list[Part], variants: list[Variant]) -> Answer:
    messages: list[str] = []
    confirmed = True
    for part in parts:
        text, sure = _message(procedure, part, opening="" if messages else "Dạ, ")
        messages.append(text)
        confirmed = confirmed and sure
    told = [Section.DOCUMENTS if part == ALL_DOCUMENTS else Section(part) for part in parts]
    if variants:
        messages[-1] += f"\n\n{variants_line(variants)}"
    others = [Choice(title=item.title, code=item.code, section=told[0]) for item in variants]
    return Answer(
        status=Status.ANSWERED if confirmed else Status.NOT_CONFIRMED,
        code=procedure.code,
        name=procedure.name,
        section=told[0],
        messages=messages,
        choices=_next_choices(procedure, parts, told)[: _MOST_BUTTONS - len(others)] + others,
        source=source_line(procedure),
    )


def _helpful(procedure: Procedure, parts: list[Part]) -> list[Part]:
    """Where no condition is published, "may I …?" is answered with the whole as well."""
    if parts == [Section.CONDITIONS] and not has_section(procedure, Section.CONDITIONS):
        return [Section.CONDITIONS, Section.WHOLE]
    return parts


def _message(procedure: Procedure, part: Part, opening: str) -> tuple[str, bool]:
    if part == ALL_DOCUMENTS:
        return all_documents(procedure)
    if part == Section.WHOLE:
        return whole(procedure, opening), True
    return one_section(procedure, Section(part), opening)


def _next_choices(procedure: Procedure, parts: list[Part], told: list[Section]) -> list[Choice]:
    choices = [
        Choice(title=BUTTONS[section], code=procedure.code, section=section)
        for section in next_sections(procedure, told)
    ]
    if Section.DOCUMENTS in parts and hides_documents(procedure):
        more = Choice(title=ALL_PAPERS, code=procedure.code, section=ALL_DOCUMENTS)
        return [more, *choices[: _MOST_BUTTONS - 1]]
    return choices
