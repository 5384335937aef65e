"""Accounts, grants, sessions and what protects sign-in. No password or code lies here in clear."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.staff.scopes import ALL
from knowledge_base.store.tables import Base, UtcDateTime

_OF_ACCOUNT = "staff_account.id"


class StaffAccountRow(Base):
    """A member of staff.

    ``password_hash`` is empty until enrolment; ``activation_hash`` belongs to the one-time
    code of enrolment. ``totp_secret`` is encrypted, ``totp_step`` the last time step whose
    code was used. ``search_text`` is folded, for finding without diacritics;
    ``sort_name`` has the given name first. ``version`` grows by one with every change, so
    that a stale form is noticed.
    """

    __tablename__ = "staff_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(64), unique=True)
    full_name: Mapped[str] = mapped_column(String(120))
    position: Mapped[str] = mapped_column(String(120), default="")
    search_text: Mapped[str] = mapped_column(Text)
    sort_name: Mapped[str] = mapped_column(String(255))
    password_hash: Mapped[str | None] = mapped_column(String(255))
    password_changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    activation_hash: Mapped[str | None] = mapped_column(String(64))
    activation_expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    totp_secret: Mapped[str | None] = mapped_column(Text)
    totp_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    totp_step: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_sign_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    grants: Mapped[list[StaffRoleGrantRow]] = relationship(
        back_populates="account", order_by="StaffRoleGrantRow.id", cascade="all, delete-orphan"
    )


class StaffRoleGrantRow(Base):
    """A role of an account, for a department and a ward or for all of them (``*``)."""

    __tablename__ = "staff_role_grant"
    __table_args__ = (UniqueConstraint("account_id", "role", "department", "ward"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(_OF_ACCOUNT))
    role: Mapped[str] = mapped_column(String(32), index=True)
    department: Mapped[str] = mapped_column(String(64), default=ALL)
    ward: Mapped[str] = mapped_column(String(16), default=ALL)
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    granted_by: Mapped[str] = mapped_column(String(80))

    account: Mapped[StaffAccountRow] = relationship(back_populates="grants")


class StaffSessionRow(Base):
    """A browser that is signed in, or half-way there (``stage``).

    ``token_hash`` is SHA-256 of the cookie; ``confirmed_at`` is when password and code were
    last given.
    """

    __tablename__ = "staff_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(_OF_ACCOUNT), index=True)
    stage: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    confirmed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    device: Mapped[str] = mapped_column(String(80))
    address: Mapped[str] = mapped_column(String(64))

    account: Mapped[StaffAccountRow] = relationship()


class StaffRecoveryCodeRow(Base):
    """A one-time code for who has lost the phone; ``code_hash`` is keyed."""

    __tablename__ = "staff_recovery_code"
    __table_args__ = (Index(None, "account_id", "code_hash", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(_OF_ACCOUNT))
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class StaffAttemptRow(Base):
    """Wrong attempts in a row for one name from one device, or from unknown devices."""

    __tablename__ = "staff_attempt"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
