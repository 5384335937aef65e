"""What was answered, how, and how long it took: for later analysis, without personal data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from knowledge_base.store.tables import Base, UtcDateTime


class AnswerRow(Base):
    """One answer. ``person`` is a keyed hash, or empty; the question's text is not kept."""

    __tablename__ = "answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    person: Mapped[str] = mapped_column(String(32), index=True)
    channel: Mapped[str] = mapped_column(String(32))
    topic: Mapped[str] = mapped_column(String(32))
    status: Mapped[str] = mapped_column(String(32), index=True)
    code: Mapped[str | None] = mapped_column(String(16))
    section: Mapped[str | None] = mapped_column(String(64))
    # Random; names the answer where its person judges it (``api/feedback``).
    reference: Mapped[str | None] = mapped_column(String(32), unique=True)
    durations_ms: Mapped[dict[str, Any]] = mapped_column(JSON)
