"""Events of channels that wait for Rasa, and those that are done."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.inbox.schemas import State
from knowledge_base.store.tables import Base, UtcDateTime


class InboxRow(Base):
    """One event. ``payload`` is sealed, and emptied once the event is done.

    ``key`` is the channel's own id of the event, or one made from its content; a second
    event with it is a resend. ``leased_until``: a worker has it until then.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("channel", "key"),
        Index(None, "channel", "state", "id"),
        Index(None, "person", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(32))
    key: Mapped[str] = mapped_column(String(128))
    person: Mapped[str] = mapped_column(String(200))
    payload: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    state: Mapped[str] = mapped_column(String(8), default=State.WAITING.value)
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    worker: Mapped[str | None] = mapped_column(String(64))
    error: Mapped[str | None] = mapped_column(String(64))
