"""Answer a question about a procedure from its published record."""

from __future__ import annotations

import time
from datetime import date

from sqlalchemy.orm import Session, sessionmaker

from api.answers.journal import Journal
from api.answers.schemas import (
    ALL_DOCUMENTS,
    Answer,
    CentreQuestion,
    Choice,
    Part,
    ProcedureTurn,
    Status,
)
from api.answers.wording import refusals
from api.answers.wording.procedure import (
    ALL_PAPERS,
    BUTTONS,
    all_documents,
    hides_documents,
    next_sections,
    one_section,
    shorten,
    whole,
)
from api.answers.wording.sections import has_section
from api.answers.wording.source import source_line
from knowledge_base.model import Procedure, Section
from knowledge_base.search import Decision, SearchEngine, SearchOutcome, SearchResult
from knowledge_base.store import ProcedureRepository

_MOST_SECTIONS = 3
_MOST_CHOICES = 3
_MOST_BUTTONS = 4
_LONGEST_TITLE = 70
# Below this there is no sign of any procedure: say what the assistant is for.
_CLEARLY_OFF_TOPIC = 0.1
ELSEWHERE = [
    Choice(title="Làm khai sinh", code="1.001193", section=Section.WHOLE),
    Choice(title="Trung tâm ở đâu", question=CentreQuestion.ADDRESS),
    Choice(title="Cần mang theo gì", question=CentreQuestion.BRING),
]


class ProcedureAnswers:
    """Turns a question into a typed answer; every fact comes from a published record."""

    def __init__(
        self, search: SearchEngine, sessions: sessionmaker[Session], journal: Journal
    ) -> None:
        self._search = search
        self._sessions = sessions
        self._journal = journal

    def answer(self, turn: ProcedureTurn) -> Answer:
        """Answer, ask back, or decline; the turn is noted in the journal."""
        started = time.perf_counter()
        answer, durations = self._answer(turn)
        durations["answer"] = 1000 * (time.perf_counter() - started)
        self._journal.note(turn, "procedure", answer.status, answer.code, answer.section, durations)
        return answer

    def _answer(self, turn: ProcedureTurn) -> tuple[Answer, dict[str, float]]:
        code = turn.code or (turn.code_in_hand if turn.section else None)
        if code:
            return self._about(code, [turn.section or Section.WHOLE]), {}
        if turn.code_in_hand:
            sections, follow_up = self._search.read_sections(turn.text)
            if follow_up:
                return self._about(turn.code_in_hand, list(sections)), {}
        outcome = self._search.search(turn.text, limit=10)
        return self._from_outcome(outcome), dict(outcome.durations_ms)

    def _from_outcome(self, outcome: SearchOutcome) -> Answer:
        if outcome.question.is_empty:
            return Answer(
                status=Status.CLARIFIED, messages=[refusals.EMPTY], choices=list(ELSEWHERE)
            )
        if outcome.follow_up:
            return _ask_which(outcome.sections[0])
        if outcome.decision is Decision.DECLINE:
            return _decline(outcome)
        distinct = _distinct(outcome.results)
        if outcome.decision is Decision.CLARIFY and len(distinct) > 1:
            return _ask_back(distinct, outcome.sections[0])
        return self._about(outcome.results[0].code, list(outcome.sections))

    def _about(self, code: str, parts: list[Part]) -> Answer:
        with self._sessions() as session:
            stored = ProcedureRepository(session).get(code)
        if stored is None:
            return _refuse(refusals.UNKNOWN_CODE)
        if not stored.procedure.is_in_force(date.today()):
            return _refuse(refusals.WITHDRAWN)
        return _tell(stored.procedure, _helpful(stored.procedure, parts[:_MOST_SECTIONS]))


def _refuse(words: str) -> Answer:
    return Answer(status=Status.DECLINED_UNSURE, messages=[words], choices=list(ELSEWHERE))


def _tell(procedure: Procedure, parts: list[Part]) -> Answer:
    messages: list[str] = []
    confirmed = True
    for part in parts:
        text, sure = _message(procedure, part, opening="" if messages else "Dạ, ")
        messages.append(text)
        confirmed = confirmed and sure
    told = [Section.DOCUMENTS if part == ALL_DOCUMENTS else Section(part) for part in parts]
    return Answer(
        status=Status.ANSWERED if confirmed else Status.NOT_CONFIRMED,
        code=procedure.code,
        name=procedure.name,
        section=told[0],
        messages=messages,
        choices=_next_choices(procedure, parts, told),
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


def _distinct(results: list[SearchResult]) -> list[SearchResult]:
    """The best results with different names: one procedure recorded twice is one choice."""
    by_name: dict[str, SearchResult] = {}
    for result in results:
        by_name.setdefault(result.name.lower(), result)
    return list(by_name.values())[:_MOST_CHOICES]


def _choices(results: list[SearchResult], section: Section) -> list[Choice]:
    return [
        Choice(title=_title(result.name), code=result.code, section=section) for result in results
    ]


def _title(name: str) -> str:
    plain = name.removeprefix("Thủ tục ").strip()
    return shorten(plain[0].upper() + plain[1:], _LONGEST_TITLE)


def _ask_back(results: list[SearchResult], section: Section) -> Answer:
    return Answer(
        status=Status.CLARIFIED,
        section=section,
        messages=[refusals.CLARIFY],
        choices=_choices(results, section),
    )


def _ask_which(section: Section) -> Answer:
    return Answer(
        status=Status.CLARIFIED,
        section=section,
        messages=[refusals.WHICH_PROCEDURE],
        choices=list(ELSEWHERE[:1]),
    )


def _decline(outcome: SearchOutcome) -> Answer:
    if outcome.probability < _CLEARLY_OFF_TOPIC:
        return Answer(
            status=Status.DECLINED_OUT_OF_SCOPE,
            messages=[refusals.OUT_OF_SCOPE],
            choices=list(ELSEWHERE),
        )
    return Answer(
        status=Status.DECLINED_UNSURE,
        messages=[refusals.UNSURE],
        choices=_choices(_distinct(outcome.results), outcome.sections[0]),
    )
