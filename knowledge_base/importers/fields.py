"""Checks on a raw row that both shapes share: text fields, code, name, field."""

from __future__ import annotations

import re
from typing import Any

from knowledge_base.importers.furniture import one_line
from knowledge_base.importers.rows import Quarantined, Reason
from knowledge_base.model.procedure import CODE_PATTERN


class RowRefusedError(Exception):
    """A row that must be quarantined; carries what to say about it."""

    def __init__(self, reason: Reason, detail: str, code: str | None = None) -> None:
        super().__init__(detail)
        self.reason = reason
        self.code = code

    def quarantined(self, line: int, raw: dict[str, Any]) -> Quarantined:
        """The row to yield for this refusal."""
        return Quarantined(line, self.code, self.reason, str(self), raw)


def text_of(row: dict[str, Any], key: str) -> str:
    """The text under ``key``; "" when it is missing or null.

    Raises:
        RowRefusedError: the value is no text.
    """
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise RowRefusedError(
            Reason.FIELD_NOT_TEXT, f"{key} is a {type(value).__name__}, not a text"
        )
    return value


def code_of(text: str) -> str:
    """A procedure code such as "1.001193".

    Raises:
        RowRefusedError: there is none, or it does not look like one.
    """
    code = one_line(text)
    if not code:
        raise RowRefusedError(Reason.CODE_MISSING, "the row has no procedure code")
    if not re.fullmatch(CODE_PATTERN, code, re.ASCII):
        shown = code[:40]
        raise RowRefusedError(Reason.CODE_MALFORMED, f"{shown!r} is no procedure code", shown)
    return code


def required(text: str, reason: Reason, what: str, code: str) -> str:
    """A cleaned one-line text that must not be empty.

    Raises:
        RowRefusedError: it is empty.
    """
    value = one_line(text)
    if not value:
        raise RowRefusedError(reason, f"the row has no {what}", code)
    return value
