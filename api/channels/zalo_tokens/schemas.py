"""What the bot asks for and gets."""

from __future__ import annotations

from pydantic import BaseModel, Field


class TokenWanted(BaseModel):
    """Ask for an access token."""

    stale: str = Field(
        "", max_length=4000, description="A token that Zalo has refused.", examples=[""]
    )


class AccessToken(BaseModel):
    """An access token in clear; it travels between our own processes only."""

    access_token: str = Field(description="The token.", examples=["AT_…"])
    expires_at: float = Field(
        description="When it ends, in Unix seconds.",
        examples=[1795478400.0],
    )
