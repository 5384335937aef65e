"""Every table of motcua, gathered for Alembic."""

from api.answers.tables import AnswerRow
from api.audit.tables import AuditEntryRow, AuditHeadRow
from api.channels.switches.tables import ChannelSwitchRow
from api.channels.zalo_tokens.tables import ZaloTokenRow
from api.chat.tables import ChatLinkRow, ChatTurnRow
from api.inbox.tables import InboxRow
from api.outbox.tables import OutboxRow, OutboxWorkerRow
from api.people.tables import PersonRow
from api.privacy.consents.tables import ConsentRow, NoticeShownRow
from api.privacy.phones.tables import PhoneCodeRow, VerifiedPhoneRow
from api.privacy.requests.tables import PrivacyRequestRow
from api.staff.tables import (
    StaffAccountRow,
    StaffAttemptRow,
    StaffRecoveryCodeRow,
    StaffRoleGrantRow,
    StaffSessionRow,
)
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
    "AuditEntryRow",
    "AuditHeadRow",
    "Base",
    "ChannelSwitchRow",
    "ChatLinkRow",
    "ChatTurnRow",
    "ConsentRow",
    "DifferenceRow",
    "InboxRow",
    "NoticeShownRow",
    "OutboxRow",
    "OutboxWorkerRow",
    "PersonRow",
    "PhoneCodeRow",
    "PrivacyRequestRow",
    "ProcedureRow",
    "ProcedureVersionRow",
    "QuarantineRow",
    "StaffAccountRow",
    "StaffAttemptRow",
    "StaffRecoveryCodeRow",
    "StaffRoleGrantRow",
    "StaffSessionRow",
    "VaultRow",
    "VerifiedPhoneRow",
    "ZaloTokenRow",
]
