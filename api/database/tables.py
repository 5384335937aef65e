"""Every table of motcua, gathered for Alembic."""

from api.answers.tables import AnswerRow
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
    "ProcedureRow",
    "ProcedureVersionRow",
    "QuarantineRow",
]
