"""What is to be told to people, what was told, and who is at work on it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from api.outbox.schemas import State
from knowledge_base.store.tables import Base, UtcDateTime


class OutboxRow(Base):
    """One message. ``payload`` is sealed, and emptied once the message is sent.

    ``held_until``: nobody takes it until then, because a worker has it or because a try
    failed a moment ago. ``begun``: a send has begun and nothing is known of its end.
    ``doubled``: how often it was sent again although it may have arrived.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(None, "state", "not_before"),
        Index(None, "person", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(128), unique=True)
    person: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(String(16))
    # The name of the notice, or of another intent: what staff see of the content.
    about: Mapped[str] = mapped_column(String(64))
    payload: Mapped[bytes] = mapped_column(LargeBinary)
    urgent: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    not_before: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(8), default=State.WAITING.value)
    attempts: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)
    held_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    worker: Mapped[str | None] = mapped_column(String(64))
    begun: Mapped[bool] = mapped_column(default=False)
    doubled: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str | None] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(String(64))
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class OutboxWorkerRow(Base):
    """One worker and when it was last seen alive."""

    __tablename__ = "outbox_worker"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
