"""Answers that our published records give to what the citizen asked, for the officer to use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from api.answers.schemas import Answer, Status

# The question and the procedure in hand; ``None`` where nothing answers.
Ask = Callable[[str, str | None], Answer | None]
_MOST = 2
_SURE = frozenset({Status.ANSWERED, Status.NOT_CONFIRMED})
_BOLD = re.compile(r"\*([^*\n]+)\*")


@dataclass(frozen=True)
class Suggestion:
    """An answer: to which question, its words, where its facts come from."""

    question: str
    text: str
    source: str


def suggest(ask: Ask, questions: Iterable[str], code: str | None) -> list[Suggestion]:
    """Answers to ``questions``, each answer once, as many as an officer looks at."""
    found: dict[str, Suggestion] = {}
    for question in questions:
        answer = ask(question, code) if question.strip() else None
        if answer is not None and answer.status in _SURE:
            text = _BOLD.sub(r"\1", "\n\n".join(answer.messages))
            found.setdefault(text, Suggestion(question, text, answer.source or ""))
        if len(found) == _MOST:
            break
    return list(found.values())
