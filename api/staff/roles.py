"""What each role may do: the one table of permissions.

A role is granted for a scope (``api.staff.scopes``): one department or all, one ward or all.
"""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """One thing that a member of staff may do. Routes ask for it with ``require``."""

    KNOWLEDGE_READ = "knowledge.read"
    KNOWLEDGE_EDIT = "knowledge.edit"
    KNOWLEDGE_REVIEW = "knowledge.review"
    INBOX_READ = "inbox.read"
    INBOX_ANSWER = "inbox.answer"
    INBOX_ASSIGN = "inbox.assign"
    COUNTER_READ = "counter.read"
    COUNTER_SERVE = "counter.serve"
    BOARD_READ = "board.read"
    CHANNELS_MANAGE = "channels.manage"
    ACCOUNTS_READ = "accounts.read"
    ACCOUNTS_MANAGE = "accounts.manage"
    AUDIT_READ = "audit.read"
    PRIVACY_MANAGE = "privacy.manage"

    @property
    def label(self) -> str:
        """In Vietnamese, as the console shows it."""
        return _PERMISSION_LABELS[self]


class Role(StrEnum):
    """What somebody is in the centre or in a ward."""

    CURATOR = "curator"
    REVIEWER = "reviewer"
    COUNTER_OFFICER = "counter_officer"
    INBOX_OFFICER = "inbox_officer"
    WARD_OFFICER = "ward_officer"
    SUPERVISOR = "supervisor"
    LEADER = "leader"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """In Vietnamese, as the console shows it."""
        return _ROLE_LABELS[self]

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the role may do within its scope."""
        return ROLE_PERMISSIONS[self]


ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.CURATOR: frozenset({Permission.KNOWLEDGE_READ, Permission.KNOWLEDGE_EDIT}),
    # Whoever approves does not write: the second pair of eyes must be another's.
    Role.REVIEWER: frozenset({Permission.KNOWLEDGE_READ, Permission.KNOWLEDGE_REVIEW}),
    Role.COUNTER_OFFICER: frozenset(
        {Permission.KNOWLEDGE_READ, Permission.COUNTER_READ, Permission.COUNTER_SERVE}
    ),
    Role.INBOX_OFFICER: frozenset(
        {Permission.KNOWLEDGE_READ, Permission.INBOX_READ, Permission.INBOX_ANSWER}
    ),
    Role.WARD_OFFICER: frozenset(
        {
            Permission.KNOWLEDGE_READ,
            Permission.INBOX_READ,
            Permission.INBOX_ANSWER,
            Permission.COUNTER_READ,
            Permission.COUNTER_SERVE,
        }
    ),
    Role.SUPERVISOR: frozenset(
        {
            Permission.KNOWLEDGE_READ,
            Permission.INBOX_READ,
            Permission.INBOX_ANSWER,
            Permission.INBOX_ASSIGN,
            Permission.COUNTER_READ,
            Permission.COUNTER_SERVE,
            Permission.BOARD_READ,
            Permission.CHANNELS_MANAGE,
            Permission.PRIVACY_MANAGE,
        }
    ),
    Role.LEADER: frozenset(
        {Permission.KNOWLEDGE_READ, Permission.BOARD_READ, Permission.AUDIT_READ}
    ),
    # Runs the accounts, and reads no citizen's conversation.
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.CHANNELS_MANAGE,
            Permission.ACCOUNTS_READ,
            Permission.ACCOUNTS_MANAGE,
            Permission.AUDIT_READ,
            Permission.PRIVACY_MANAGE,
        }
    ),
}

_ROLE_LABELS = {
    Role.CURATOR: "Biên tập viên tri thức",
    Role.REVIEWER: "Người duyệt tri thức",
    Role.COUNTER_OFFICER: "Cán bộ quầy",
    Role.INBOX_OFFICER: "Cán bộ hộp thư",
    Role.WARD_OFFICER: "Cán bộ phường, xã",
    Role.SUPERVISOR: "Giám sát",
    Role.LEADER: "Lãnh đạo",
    Role.ADMINISTRATOR: "Quản trị viên",
}
_PERMISSION_LABELS = {
    Permission.KNOWLEDGE_READ: "Xem kho tri thức",
    Permission.KNOWLEDGE_EDIT: "Biên tập kho tri thức",
    Permission.KNOWLEDGE_REVIEW: "Duyệt nội dung tri thức",
    Permission.INBOX_READ: "Xem hộp thư",
    Permission.INBOX_ANSWER: "Trả lời người dân",
    Permission.INBOX_ASSIGN: "Phân công hộp thư",
    Permission.COUNTER_READ: "Xem quầy",
    Permission.COUNTER_SERVE: "Tiếp người dân tại quầy",
    Permission.BOARD_READ: "Xem bảng điều hành",
    Permission.CHANNELS_MANAGE: "Quản lý kênh",
    Permission.ACCOUNTS_READ: "Xem tài khoản cán bộ",
    Permission.ACCOUNTS_MANAGE: "Quản lý tài khoản cán bộ",
    Permission.AUDIT_READ: "Xem nhật ký",
    Permission.PRIVACY_MANAGE: "Xử lý yêu cầu về dữ liệu cá nhân",
}
