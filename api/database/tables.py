"""Every table of motcua, gathered for Alembic."""

from api.answers.tables import AnswerRow
from api.audit.tables import AuditEntryRow, AuditHeadRow
from api.channels.switches.tables import ChannelSwitchRow
from api.channels.zalo_tokens.tables import ZaloTokenRow
from api.chat.tables import ChatLinkRow, ChatTurnRow, ChatVisitRow
from api.feedback.tables import FeedbackRow
from api.handover.tables import HandoverMessageRow, HandoverRow
from api.inbox.tables import InboxRow
from api.media.tables import MediaRow
from api.outbox.tables import OutboxRow, OutboxWorkerRow
from api.people.tables import PersonRow
from api.petitions.tables import PetitionEventRow, PetitionPhotoRow, PetitionRow
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
    "ChatVisitRow",
    "ConsentRow",
    "DifferenceRow",
    "FeedbackRow",
    "HandoverMessageRow",
    "HandoverRow",
    "InboxRow",
    "MediaRow",
    "NoticeShownRow",
    "OutboxRow",
    "OutboxWorkerRow",
    "PersonRow",
    "PetitionEventRow",
    "PetitionPhotoRow",
    "PetitionRow",
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
