"""What people agreed to, and what they were told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from knowledge_base.store.tables import Base, UtcDateTime


class ConsentRow(Base):
    """One consent to one version of a purpose's text; a withdrawn one stays as proof."""

    __tablename__ = "consents"
    __table_args__ = (Index(None, "person", "purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(String(32))
    version: Mapped[str] = mapped_column(String(16))
    channel: Mapped[str] = mapped_column(String(32))
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)


class NoticeShownRow(Base):
    """Which version of the notice a person was shown last, and when."""

    __tablename__ = "notices_shown"

    person: Mapped[str] = mapped_column(String(200), primary_key=True)
    version: Mapped[str] = mapped_column(String(16))
    shown_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
