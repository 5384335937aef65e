"""What is told of a file."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, Field


class StoredMedia(BaseModel):
    """A file that was taken in."""

    media: str = Field(description="Its reference.", examples=["kqwhzmbgtnrcpxvdajsyeufi"])
    media_type: str = Field(description="What it is, by its content.", examples=["image/jpeg"])


@dataclass(frozen=True)
class Media:
    """A file with its content; ``name`` as its sender named it, or empty."""

    content: bytes
    media_type: str
    name: str
