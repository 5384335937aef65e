"""How a channel stands."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, Field

LONGEST_NOTICE = 500
DEFAULT_NOTICE = (
    "Dạ, kênh này đang tạm ngừng để bảo trì. Anh/chị nhắn lại sau giúp em, cần gấp thì gọi 1022 ạ."
)


class Channel(StrEnum):
    """The channels that can be switched."""

    ZALO = "zalo"
    TELEGRAM = "telegram"

    @property
    def label(self) -> str:
        """The name that people know."""
        return {"zalo": "Zalo", "telegram": "Telegram"}[self.value]


class SwitchState(BaseModel):
    """Whether a channel answers, and what is said where it does not."""

    channel: Channel = Field(description="Channel.", examples=["zalo"])
    enabled: bool = Field(description="Whether it answers.", examples=[True])
    notice: str = Field(
        description="What people read while it is off.", examples=["Dạ, đang bảo trì ạ."]
    )
    changed_at: datetime | None = Field(None, description="When it was switched last.")
    changed_by: str | None = Field(None, description="Who did.", examples=["lan.nguyen"])
