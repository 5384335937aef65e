"""Every table of motcua, gathered for Alembic."""

from api.answers.tables import AnswerRow
from api.channels.zalo_tokens.tables import ZaloTokenRow
from api.inbox.tables import InboxRow
from api.vault.tables import VaultRow
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
    "DifferenceRow",
    "InboxRow",
    "ProcedureRow",
    "ProcedureVersionRow",
    "QuarantineRow",
    "VaultRow",
    "ZaloTokenRow",
]
