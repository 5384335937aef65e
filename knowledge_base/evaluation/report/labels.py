"""The words of the report, kept in ``labels.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).parent / "labels.yml"


@dataclass(frozen=True)
class Labels:
    """Words by key; what has none is called by its key."""

    kinds: dict[str, dict[str, str]]
    measures: dict[str, dict[str, str]]
    classes: dict[str, str]
    configuration: dict[str, str]

    def measure(self, name: str) -> str:
        """Title of a measure."""
        return self.measures.get(name, {}).get("title", name)

    def value(self, name: str, value: Any) -> str:
        """A measure's value with its unit, as Vietnamese writes numbers."""
        if value is None:
            return "–"
        unit = self.measures.get(name, {}).get("unit", "percent")
        if unit == "milliseconds":
            return f"{_decimal(value['p50'], 0)} ms (p95 {_decimal(value['p95'], 0)} ms)"
        if unit == "count":
            return str(value)
        return _decimal(value, 3) if unit == "number" else percent(value)

    def span(self, name: str, low: float, high: float) -> str:
        """An interval of a measure, its unit once."""
        if self.measures.get(name, {}).get("unit", "percent") == "percent":
            return f"{_decimal(100 * low, 1)} – {percent(high)}"
        return f"{self.value(name, low)} – {self.value(name, high)}"

    def class_name(self, name: str) -> str:
        """Name of a section, decision, check or status; intents have none but their key."""
        return self.classes.get(name, name)


@lru_cache(maxsize=1)
def labels() -> Labels:
    """The words of ``labels.yml``."""
    return Labels(**yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def percent(value: float) -> str:
    """``92,6 %``, never broken over two lines."""
    return f"{_decimal(100 * value, 1)}\N{NO-BREAK SPACE}%"


def moment(text: str) -> str:
    """An ISO moment as ``23/11/2026 08:30 UTC+07:00``."""
    return datetime.fromisoformat(text).strftime("%d/%m/%Y %H:%M %Z")


def fact(value: Any) -> str:
    """A value of the configuration."""
    return str(value) if not isinstance(value, bool) else "có" if value else "không"


def _decimal(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace(".", ",")
