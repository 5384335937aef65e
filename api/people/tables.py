"""What is kept of a channel identity."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from knowledge_base.store.tables import Base, UtcDateTime


class PersonRow(Base):
    """One channel identity, e.g. ``zalo:2468``: no name, no number.

    ``reachable`` is false once the channel says that messages no longer arrive.
    ``paused_until``: a person of the office is talking; the assistant is silent until then.
    ``withdrawn_at``: they asked that their data be deleted, and when.
    """

    __tablename__ = "people"

    person: Mapped[str] = mapped_column(String(200), primary_key=True)
    reachable: Mapped[bool] = mapped_column(default=True)
    paused_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
