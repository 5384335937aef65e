"""Conversations: the share of conversations and of turns that came out right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from knowledge_base.evaluation.conversations.judge import CHECKS, checked
from knowledge_base.evaluation.conversations.talking import JudgedConversation, JudgedTurn
from knowledge_base.evaluation.measuring.kind import Kind, Shown
from knowledge_base.evaluation.measuring.tally import Measure, Tally, share


def _right(row: JudgedConversation) -> bool:
    return row.right


def _every(row: JudgedConversation) -> bool:
    return True


def _turns_right(row: JudgedConversation) -> Tally:
    return Tally(sum(turn.right for turn in row.turns), len(row.turns))


def _asked_back(row: JudgedConversation) -> Tally:
    return Tally(sum(turn.reply.decision == "clarify" for turn in row.turns), len(row.turns))


def _passed(check: str) -> Callable[[JudgedConversation], Tally | None]:
    def tally(row: JudgedConversation) -> Tally | None:
        turns = [turn for turn in row.turns if check in checked(turn.expect)]
        return Tally(sum(_passes(turn, check) for turn in turns), len(turns)) if turns else None

    return tally


def _passes(turn: JudgedTurn, check: str) -> bool:
    return check not in turn.missed and not turn.reply.failed


def _task(row: JudgedConversation) -> object:
    return [(turn.user, turn.expect) for turn in row.turns]


def _show(row: JudgedConversation) -> Shown:
    """The first turn that went wrong, or the last one."""
    turn = next((turn for turn in row.turns if not turn.right), row.turns[-1])
    wanted = turn.expect.model_dump(mode="json", exclude_defaults=True)
    given = ", ".join(item for item in (turn.reply.status, turn.reply.code) if item)
    reason = f" (wrong: {', '.join(turn.missed)})" if turn.missed else ""
    return Shown(
        asked=f"{row.turns.index(turn) + 1}/{len(row.turns)}: {turn.asked}",
        wanted="; ".join(f"{name}: {_listed(value)}" for name, value in wanted.items()) or "–",
        given=f"{given}{reason}",
    )


def _listed(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _statistics(rows: Sequence[JudgedConversation]) -> dict[str, Any]:
    turns = [turn for row in rows for turn in row.turns]
    if not turns:
        return {"turns": 0, "reply_ms": {"p50": None, "p95": None}}
    p50, p95 = np.percentile([turn.reply_ms for turn in turns], [50, 95])
    latency = {"p50": round(float(p50), 2), "p95": round(float(p95), 2)}
    return {"turns": len(turns), "reply_ms": latency}


def _details(rows: Sequence[JudgedConversation]) -> dict[str, Any]:
    turns = [turn for row in rows for turn in row.turns]
    missed = Counter(name for turn in turns for name in turn.missed)
    statuses = Counter(turn.reply.status or "none" for turn in turns)
    return {
        "missed": {name: missed[name] for name in CHECKS if missed[name]},
        "statuses": dict(statuses.most_common()),
    }


CONVERSATIONS = Kind(
    name="conversations",
    row_type=JudgedConversation,
    measures=(
        Measure("conversations_right", "whole", share(_right, _every)),
        Measure("turns_right", "turns", _turns_right),
        Measure("decision_accuracy", "deci-\nsion", _passed("decision")),
        Measure("code_accuracy", "code", _passed("codes")),
        Measure("section_accuracy", "sec-\ntion", _passed("sections")),
        Measure("intent_accuracy", "in-\ntent", _passed("intent")),
        Measure("clarify_rate", "asked\nback", _asked_back, None),
    ),
    right=_right,
    task=_task,
    show=_show,
    statistics=_statistics,
    details=_details,
)
