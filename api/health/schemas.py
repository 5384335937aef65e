"""The state of each part."""

from __future__ import annotations

from pydantic import BaseModel, Field


class PartHealth(BaseModel):
    """One part; ``detail`` says what is wrong or what serves."""

    ready: bool = Field(description="Whether the part can serve.", examples=[True])
    detail: str = Field(description="What serves, or what is wrong.", examples=["133 procedures"])


class Health(BaseModel):
    """All parts; ready only when every one is."""

    ready: bool = Field(description="Whether everything can serve.", examples=[True])
    parts: dict[str, PartHealth] = Field(description="Each part by name.")
