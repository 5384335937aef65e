"""The parts of a procedure that a person can ask about."""

from enum import StrEnum


class Section(StrEnum):
    """One part of a procedure; ``WHOLE`` stands for a short view of all of them."""

    WHOLE = "whole"
    DOCUMENTS = "documents"
    FEE = "fee"
    TIME = "time"
    WHERE = "where"
    STEPS = "steps"
    WHO = "who"
    CONDITIONS = "conditions"
    RESULT = "result"
    BASIS = "basis"
    ONLINE = "online"
    FORM = "form"
