"""Every table of motcua, gathered for Alembic."""

from api.answers.tables import AnswerRow
from api.audit.tables import AuditEntryRow, AuditHeadRow
from api.staff.tables import (
    StaffAccountRow,
    StaffAttemptRow,
    StaffRecoveryCodeRow,
    StaffRoleGrantRow,
    StaffSessionRow,
)
from knowledge_base.store.tables import (
    Base,
    DifferenceRow,
    ProcedureRow,
    ProcedureVersionRow,
    QuarantineRow,
)

__all__ = [
    "AnswerRow",
    "AuditEntryRow",
    "AuditHeadRow",
    "Base",
    "DifferenceRow",
    "ProcedureRow",
    "ProcedureVersionRow",
    "QuarantineRow",
    "StaffAccountRow",
    "StaffAttemptRow",
    "StaffRecoveryCodeRow",
    "StaffRoleGrantRow",
    "StaffSessionRow",
]
