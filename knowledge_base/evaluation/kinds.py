"""All kinds of evaluation, by name."""

from __future__ import annotations

from typing import Any

from knowledge_base.evaluation.conversations.kind import CONVERSATIONS
from knowledge_base.evaluation.intents.kind import INTENTS
from knowledge_base.evaluation.measuring.kind import Kind
from knowledge_base.evaluation.questions.decline import DECLINE
from knowledge_base.evaluation.questions.retrieval import RETRIEVAL
from knowledge_base.evaluation.questions.sections import SECTIONS

KINDS: dict[str, Kind[Any]] = {
    kind.name: kind for kind in (RETRIEVAL, SECTIONS, DECLINE, INTENTS, CONVERSATIONS)
}
