"""Which channels are switched off."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from knowledge_base.store.tables import Base, UtcDateTime


class ChannelSwitchRow(Base):
    """One channel that was ever switched; ``notice`` is what people read while it is off."""

    __tablename__ = "channel_switches"

    channel: Mapped[str] = mapped_column(String(32), primary_key=True)
    enabled: Mapped[bool]
    notice: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[str] = mapped_column(String(64))
