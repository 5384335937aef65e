"""Rows of intents, written and heard.

::

    {"id": "i-001", "text": "trung tâm mấy giờ mở cửa", "intent": "centre_hours",
     "set": "centre", "variant": "plain"}
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from pydantic import Field

from knowledge_base.evaluation.jsonl import Row
from knowledge_base.evaluation.strip import strip_diacritics as strip

Progress = Callable[[int, int], None]


class Heard(NamedTuple):
    """What a classifier makes of a text; ``confidence`` from 0 to 1."""

    intent: str
    confidence: float


Classify = Callable[[Iterable[str]], Iterator[Heard]]


class IntentRow(Row):
    """One message with its right intent."""

    text: str
    intent: str = Field(min_length=1)


class HeardRow(IntentRow):
    """A message with the intent that was heard; ``asked`` is the text that was classified."""

    asked: str
    heard: str
    confidence: float


def classify_rows(
    classify: Classify,
    rows: Sequence[IntentRow],
    *,
    strip_diacritics: bool = False,
    progress: Progress = lambda done, total: None,
) -> list[HeardRow]:
    """Classify every row.

    Args:
        classify: gives one verdict a text, in order.
        rows: the messages.
        strip_diacritics: classify the messages as typed without diacritics.
        progress: called with (done, total) after each row.
    """
    texts = [strip(row.text) if strip_diacritics else row.text for row in rows]
    judged = []
    for row, text, verdict in zip(rows, texts, classify(texts), strict=True):
        judged.append(
            HeardRow(
                **row.model_dump(),
                asked=text,
                heard=verdict.intent,
                confidence=round(verdict.confidence, 4),
            )
        )
        progress(len(judged), len(rows))
    return judged
