"""Hold conversations with an assistant and keep what it replied."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager

from pydantic import BaseModel, ConfigDict

from knowledge_base.evaluation.conversations.judge import Reply, missed
from knowledge_base.evaluation.conversations.rows import Conversation, Expectation, Turn
from knowledge_base.evaluation.jsonl import Row
from knowledge_base.evaluation.strip import strip_diacritics as strip

Talk = Callable[[str], Reply]
Assistant = Callable[[], AbstractContextManager[Talk]]
Progress = Callable[[int, int], None]


class JudgedTurn(BaseModel):
    """One turn with the reply.

    Attributes:
        user: the text of the file.
        asked: the text that was sent.
        heard: the intent that was heard, where the turn asks for one.
        missed: the checks that failed.
        reply_ms: from the question to the reply, in milliseconds.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    user: str
    asked: str
    expect: Expectation
    reply: Reply
    heard: str | None
    missed: tuple[str, ...]
    reply_ms: float

    @property
    def right(self) -> bool:
        """Whether nothing was missed."""
        return not self.missed


class JudgedConversation(Row):
    """One conversation as it went."""

    turns: tuple[JudgedTurn, ...]

    @property
    def right(self) -> bool:
        """Whether every turn is right."""
        return all(turn.right for turn in self.turns)


def hold(
    assistant: Assistant,
    conversations: Sequence[Conversation],
    *,
    intents: Mapping[str, str] | None = None,
    strip_diacritics: bool = False,
    progress: Progress = lambda done, total: None,
) -> list[JudgedConversation]:
    """Hold every conversation, each as a new person.

    Args:
        assistant: begins a conversation; what it gives answers one text after another.
        conversations: what to say and what is right.
        intents: the intent of each text that was sent, for turns that ask for one.
        strip_diacritics: say everything as typed without diacritics.
        progress: called with (done, total) after each conversation.
    """
    judged = []
    for conversation in conversations:
        with assistant() as talk:
            turns = tuple(
                _turn(talk, turn, sent(turn, strip_diacritics), intents or {})
                for turn in conversation.turns
            )
        judged.append(JudgedConversation(**_named(conversation), turns=turns))
        progress(len(judged), len(conversations))
    return judged


def sent(turn: Turn, strip_diacritics: bool) -> str:
    """The text of a turn as it is sent."""
    return strip(turn.user) if strip_diacritics else turn.user


def _turn(talk: Talk, turn: Turn, text: str, intents: Mapping[str, str]) -> JudgedTurn:
    started = time.perf_counter()
    reply = talk(text)
    reply_ms = 1000 * (time.perf_counter() - started)
    heard = intents.get(text) if turn.expect.intent else None
    return JudgedTurn(
        user=turn.user,
        asked=text,
        expect=turn.expect,
        reply=reply,
        heard=heard,
        missed=missed(turn.expect, reply, heard),
        reply_ms=round(reply_ms, 3),
    )


def _named(row: Row) -> dict[str, str | None]:
    return {"id": row.id, "set": row.set, "variant": row.variant}
