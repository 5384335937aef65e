"""Requests for a person, and what is said in them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, case, text
from sqlalchemy.orm import Mapped, column_property, mapped_column

from api.handover.schemas import State
from api.staff.scopes import ALL
from knowledge_base.store.tables import Base, UtcDateTime

_OPEN = text(f"state != '{State.CLOSED.value}'")


class HandoverRow(Base):
    """One request. ``summary`` and ``lesson`` are sealed.

    A person has at most one that is not closed: the database sees to it. ``channel`` is the
    citizen's, ``officer`` the sign-in name of who has it. ``on_duty``: somebody was there
    when it was opened. ``heard_at`` and ``answered_at``: the citizen's and the officers'
    latest word. ``lesson``: the question that our knowledge could not answer.
    """

    __tablename__ = "handovers"
    __table_args__ = (
        Index(
            "uq_handovers_open", "person", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
        ),
        Index(None, "state", "opened_at"),
        # Numbers are told to people: one is never used again.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(String(200), index=True)
    channel: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str] = mapped_column(String(16))
    department: Mapped[str] = mapped_column(String(64), default=ALL)
    ward: Mapped[str] = mapped_column(String(16), default=ALL)
    state: Mapped[str] = mapped_column(String(8), default=State.WAITING.value)
    officer: Mapped[str | None] = mapped_column(String(64), index=True)
    code: Mapped[str | None] = mapped_column(String(16))
    summary: Mapped[bytes] = mapped_column(LargeBinary)
    on_duty: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    promised_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    heard_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None] = mapped_column(String(16))
    lesson: Mapped[bytes] = mapped_column(LargeBinary, default=b"")

    # What waits comes first in a list, then what is at work, then what is over.
    place: Mapped[int] = column_property(
        case(
            (state == State.WAITING.value, 0),
            (state == State.TAKEN.value, 1),
            else_=2,
        )
    )

    @property
    def number(self) -> str:
        """What the citizen is told, e.g. ``HT-2026-000123``."""
        return f"HT-{self.opened_at.year}-{self.id:06d}"


class HandoverMessageRow(Base):
    """One thing said or noted in a request; ``sealed`` is emptied when the person is forgotten.

    ``key`` names the effect: the same one comes in once.
    """

    __tablename__ = "handover_messages"
    __table_args__ = (UniqueConstraint("handover_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id"))
    author: Mapped[str] = mapped_column(String(16))
    officer: Mapped[str | None] = mapped_column(String(64))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    key: Mapped[str] = mapped_column(String(160))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
