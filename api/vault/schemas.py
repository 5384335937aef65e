"""What is put into the vault and taken out."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, Field


class Kind(StrEnum):
    """What a value is."""

    PHONE = "phone"
    CITIZEN_ID = "citizen_id"
    OLD_CITIZEN_ID = "old_citizen_id"
    CARD = "card"
    EMAIL = "email"
    DIGITS = "digits"
    ANSWER = "answer"


class Value(BaseModel):
    """One value in clear; it travels between our own processes only."""

    kind: Kind = Field(description="What it is.", examples=["phone"])
    value: str = Field(
        min_length=1, max_length=2000, description="The value.", examples=["0900000001"]
    )


class Deposit(BaseModel):
    """Values of one person's message."""

    person: str = Field(
        min_length=1, max_length=200, description="Whose they are.", examples=["zalo:1"]
    )
    values: list[Value] = Field(
        min_length=1, max_length=200, description="Values in the order of the message."
    )


class References(BaseModel):
    """References in the order of the values."""

    references: list[str] = Field(max_length=200, description="References.", examples=[["5f1c0d…"]])


class Withdrawal(References):
    """Ask for the values of one person's references."""

    person: str = Field(
        min_length=1, max_length=200, description="Whose they are.", examples=["zalo:1"]
    )


class Values(BaseModel):
    """Values by reference; expired and unknown references are not in it."""

    values: dict[str, Value] = Field(description="Values by reference.")
