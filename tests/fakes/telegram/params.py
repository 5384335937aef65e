"""Fields of a call, typed."""

from __future__ import annotations

import json
from typing import Any

from tests.fakes.common.forms import Form, SentFile
from tests.fakes.telegram.errors import bad_request


class Params:
    """What a method was called with."""

    def __init__(self, form: Form) -> None:
        self.fields = form.fields
        self.files = form.files

    def text(self, name: str) -> str | None:
        """A text, None when left out."""
        return self.fields.get(name)

    def integer(self, name: str) -> int | None:
        """A whole number."""
        value = self.fields.get(name)
        if value is None:
            return None
        try:
            return int(value)
        except ValueError:
            raise bad_request(f"{name} must be an integer") from None

    def number(self, name: str) -> float:
        """A number that must be there."""
        try:
            return float(self.fields[name])
        except (KeyError, ValueError):
            raise bad_request(f"{name} must be a number") from None

    def flag(self, name: str) -> bool:
        """True or false; false when left out."""
        return self.fields.get(name, "false").lower() in ("true", "1")

    def json(self, name: str) -> Any:
        """A JSON value, None when left out."""
        value = self.fields.get(name)
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def file(self, name: str) -> SentFile | None:
        """An uploaded file."""
        return self.files.get(name)
