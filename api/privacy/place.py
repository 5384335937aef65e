"""A place that keeps something of people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Shown = list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Place:
    """One place. What people are told of it is in ``data/privacy/places.yml``, by ``name``.

    Attributes:
        name: stable; a receipt names what was done by it.
        count: how many things it keeps of a person.
        forget: deletes them, again and again without harm; how many there were.
        forget_before: deletes what is older than a time, whoever's it is; ``None`` where
            things expire by themselves.
        show: the things themselves, for the person's own file.
        tables: tables of our database that it covers.
        files: patterns of files in the state folder that it covers.

    The functions may raise anything: a deletion tries again, the others say so.
    """

    name: str
    count: Callable[[str], int]
    forget: Callable[[str], int]
    forget_before: Callable[[datetime], int] | None = None
    show: Callable[[str], Shown] | None = None
    tables: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
