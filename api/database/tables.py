"""Every table of motcua, gathered for Alembic."""

from api.answers.tables import AnswerRow
from api.chat.tables import ChatLinkRow, ChatTurnRow
from knowledge_base.store.tables import (
    Base,
    DifferenceRow,
    ProcedureRow,
    ProcedureVersionRow,
    QuarantineRow,
)

__all__ = [
    "AnswerRow",
    "Base",
    "ChatLinkRow",
    "ChatTurnRow",
    "DifferenceRow",
    "ProcedureRow",
    "ProcedureVersionRow",
    "QuarantineRow",
]
