"""Judge one reply against what is right for its turn."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from knowledge_base.evaluation.conversations.rows import Expectation

CHECKS = ("reply", "codes", "sections", "decision", "says", "not_says", "intent")
_DECISIONS = {
    "answered": "answer",
    "not_confirmed": "answer",
    "clarified": "clarify",
    "declined_out_of_scope": "decline",
    "declined_unsure": "decline",
    "declined_elsewhere": "decline",
}


class Reply(BaseModel):
    """What the assistant replied.

    Attributes:
        status: how the turn ended; the error's code when there was no answer.
        code: the procedure answered from.
        section: the first part answered.
        offered: codes behind the choices.
        text: all bubbles, a blank line between two.
        failed: whether an error came instead of an answer.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    status: str | None = None
    code: str | None = None
    section: str | None = None
    offered: tuple[str, ...] = ()
    text: str = ""
    failed: bool = False

    @property
    def decision(self) -> str | None:
        """``answer``, ``clarify``, ``decline``, or None for small talk and the like."""
        return _DECISIONS.get(self.status or "")


def missed(expect: Expectation, reply: Reply, intent: str | None) -> tuple[str, ...]:
    """The checks of ``CHECKS`` that the reply fails; ``intent`` is what was heard."""
    if reply.failed:
        return ("reply",)
    return tuple(name for name, passed in _checks(expect, reply, intent) if not passed)


def checked(expect: Expectation) -> frozenset[str]:
    """The checks that ``expect`` asks for."""
    return frozenset(name for name in CHECKS if getattr(expect, name, None))


def _checks(expect: Expectation, reply: Reply, intent: str | None) -> Iterator[tuple[str, bool]]:
    said = _plain(reply.text)
    if expect.codes is not None:
        yield "codes", _names_one_of(expect.codes, reply)
    if expect.sections is not None:
        yield "sections", reply.section in expect.sections
    if expect.decision is not None:
        yield "decision", reply.decision == expect.decision
    if expect.says:
        yield "says", all(_plain(text) in said for text in expect.says)
    if expect.not_says:
        yield "not_says", not any(_plain(text) in said for text in expect.not_says)
    if expect.intent is not None:
        yield "intent", intent == expect.intent


def _names_one_of(codes: tuple[str, ...], reply: Reply) -> bool:
    named = reply.offered if reply.decision == "clarify" else (reply.code,)
    return not set(codes).isdisjoint(named)


def _plain(text: str) -> str:
    unmarked = unicodedata.normalize("NFC", text).replace("*", "")
    return " ".join(unmarked.casefold().split())
