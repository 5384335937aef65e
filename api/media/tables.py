"""What is known of the files that people sent; the files lie in the state folder."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge_base.store.tables import Base, UtcDateTime


class MediaRow(Base):
    """One file of one person. ``name`` is sealed: people name files after themselves.

    ``key``: of the event that brought it, so that an event handled twice is one file.
    ``kept``: some feature has asked to hold it beyond the usual time.
    """

    __tablename__ = "media"
    __table_args__ = (UniqueConstraint("person", "key"),)

    reference: Mapped[str] = mapped_column(String(32), primary_key=True)
    person: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(160))
    media_type: Mapped[str] = mapped_column(String(100))
    name: Mapped[bytes] = mapped_column(LargeBinary)
    size: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    kept: Mapped[bool] = mapped_column(default=False)
