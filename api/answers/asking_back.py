"""Answers that are none yet: asking back, and saying that there is no answer."""

from __future__ import annotations

from api.answers.schemas import Answer, CentreQuestion, Choice, Status
from api.answers.wording import refusals
from api.answers.wording.procedure import shorten
from knowledge_base.model import Section
from knowledge_base.search import SearchOutcome, SearchResult

_MOST_CHOICES = 3
_LONGEST_TITLE = 70
# Below this there is no sign of any procedure: say what the assistant is for.
_CLEARLY_OFF_TOPIC = 0.1
# Ways on that fit whatever was asked, grief and anger too.
WAYS_ON = [
    Choice(title="Gặp nhân viên"),
    Choice(title="Trung tâm ở đâu", question=CentreQuestion.ADDRESS),
    Choice(title="Cần mang theo gì", question=CentreQuestion.BRING),
]


def refuse(words: str) -> Answer:
    """Say ``words`` in the place of an answer."""
    return Answer(status=Status.DECLINED_UNSURE, messages=[words], choices=list(WAYS_ON))


def distinct(results: list[SearchResult]) -> list[SearchResult]:
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


def ask_back(results: list[SearchResult], section: Section) -> Answer:
    """Which of ``results`` is meant?"""
    return Answer(
        status=Status.CLARIFIED,
        section=section,
        messages=[refusals.CLARIFY],
        choices=_choices(results, section),
    )


def ask_which(section: Section) -> Answer:
    """A part was asked for, and no procedure named."""
    return Answer(
        status=Status.CLARIFIED,
        section=section,
        messages=[refusals.WHICH_PROCEDURE],
        choices=list(WAYS_ON[:1]),
    )


def decline(outcome: SearchOutcome) -> Answer:
    """No procedure of ours answers: whose matter it is, what is near, or what we are for."""
    if outcome.elsewhere:
        return Answer(
            status=Status.DECLINED_ELSEWHERE,
            messages=[refusals.elsewhere(outcome.elsewhere)],
            choices=list(WAYS_ON),
        )
    if outcome.probability < _CLEARLY_OFF_TOPIC:
        return Answer(
            status=Status.DECLINED_OUT_OF_SCOPE,
            messages=[refusals.OUT_OF_SCOPE],
            choices=list(WAYS_ON),
        )
    return Answer(
        status=Status.DECLINED_UNSURE,
        messages=[refusals.UNSURE],
        choices=_choices(distinct(outcome.results), outcome.sections[0]),
    )
