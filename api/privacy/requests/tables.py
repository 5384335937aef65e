"""Requests for deletion."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from knowledge_base.store.tables import Base, UtcDateTime


class PrivacyRequestRow(Base):
    """One request. ``sealed`` holds whom it is about, and is emptied once it is done.

    ``subject``: keyed hash of who asked, so that a second request is known as the same one.
    ``results``: place → how many things were deleted, for the places that are done.
    ``held_until``: nobody works on it until then.
    """

    __tablename__ = "privacy_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(32), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    asked_by: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(8), index=True)
    results: Mapped[dict[str, Any]] = mapped_column(JSON)
    failing: Mapped[str] = mapped_column(String(200), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(String(64))
    held_until: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
