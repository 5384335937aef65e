"""What is kept of the web chat, for a short time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from knowledge_base.store.tables import Base, UtcDateTime


class ChatTurnRow(Base):
    """One message and its answer. ``sealed`` holds both, encrypted, numbers hidden.

    ``client_id`` is of the browser's making: what is sent twice is one row. ``pushed``: nobody
    asked, and ``client_id`` is of the sender's making.
    """

    __tablename__ = "chat_turn"
    __table_args__ = (UniqueConstraint("person", "client_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(String(200))
    client_id: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(8))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    pushed: Mapped[bool] = mapped_column(default=False, server_default=false())


class ChatLinkRow(Base):
    """Which of the portal's users, by pseudonym, a web conversation belongs to."""

    __tablename__ = "chat_link"

    person: Mapped[str] = mapped_column(String(200), primary_key=True)
    user: Mapped[str] = mapped_column(String(32), index=True)
    linked_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ChatVisitRow(Base):
    """When a conversation's browser was last here."""

    __tablename__ = "chat_visit"

    person: Mapped[str] = mapped_column(String(200), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
