"""Answer questions about the centre from its data."""

from __future__ import annotations

import re
import time

from api.answers.journal import Journal
from api.answers.schemas import Answer, CentreQuestion, CentreTurn, Choice, Status, judgeable
from api.answers.wording import centre as wording
from knowledge_base.centre import Centre, Department, Gap
from knowledge_base.text.fold import fold

_BUTTONS = {
    CentreQuestion.ADDRESS: "Địa chỉ",
    CentreQuestion.STEPS: "Các bước nộp",
    CentreQuestion.BRING: "Cần mang gì",
    CentreQuestion.DEPARTMENT: "Sở nào, tầng mấy",
    CentreQuestion.PRIORITY: "Quầy ưu tiên",
}
_MOST_BUTTONS = 4
# "sở ngoại vụ", but not "sở nào" or "các sở, ngành".
_OFFICE = re.compile(r"\b(?:so|cuc|chi cuc|phong|cong an|toa an|kho bac) (?!nao|nganh|o |tang)\w+")
_GAPS = {
    CentreQuestion.HOURS: Gap.HOURS,
    CentreQuestion.BRANCHES: Gap.BRANCH_ADDRESSES,
}


class CentreAnswers:
    """Turns a question about the centre into a typed answer."""

    def __init__(self, centre: Centre, journal: Journal) -> None:
        self._centre = centre
        self._journal = journal

    def answer(self, turn: CentreTurn) -> Answer:
        """Answer from the centre's data; the turn is noted in the journal."""
        started = time.perf_counter()
        answer = self._answer(turn)
        durations = {"answer": 1000 * (time.perf_counter() - started)}
        reference = self._journal.note(
            turn, "centre", answer.status, section=turn.question, durations_ms=durations
        )
        return judgeable(answer, reference)

    def _answer(self, turn: CentreTurn) -> Answer:
        if turn.question is CentreQuestion.DEPARTMENT:
            return self._department(turn)
        gap = _GAPS.get(turn.question)
        unconfirmed = gap is not None and self._centre.is_unconfirmed(gap)
        return Answer(
            status=Status.NOT_CONFIRMED if unconfirmed else Status.ANSWERED,
            messages=[wording.WRITERS[turn.question](self._centre)],
            choices=_choices(turn.question),
            source=wording.source_line(self._centre),
        )

    def _department(self, turn: CentreTurn) -> Answer:
        department = self._find(turn)
        if department is None:
            return Answer(
                status=Status.ANSWERED,
                messages=[wording.all_departments(self._centre, asked=names_a_body(turn.text))],
                choices=_choices(turn.question),
                source=wording.source_line(self._centre),
            )
        return Answer(
            status=Status.ANSWERED,
            messages=[wording.department(department, self._centre)],
            choices=_choices(turn.question),
            source=wording.source_line(self._centre),
        )

    def _find(self, turn: CentreTurn) -> Department | None:
        for name in (turn.department, turn.text):
            if not name:
                continue
            by_id = next((item for item in self._centre.departments if item.id == name), None)
            found = by_id or self._centre.department(name) or self._centre.department_in(name)
            if found:
                return found
        return None


def names_a_body(text: str) -> bool:
    """Whether ``text`` names some office, known or not."""
    return bool(_OFFICE.search(fold(text)))


def _choices(told: CentreQuestion) -> list[Choice]:
    offered = [question for question in _BUTTONS if question is not told]
    return [
        Choice(title=_BUTTONS[question], question=question) for question in offered[:_MOST_BUTTONS]
    ]
