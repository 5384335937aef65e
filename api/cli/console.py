"""The terminal: progress goes to stderr, results to stdout."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import orjson
import typer
from rich.console import Console

from knowledge_base.errors import InvalidInput, MotcuaError

console = Console(stderr=True, highlight=False)
results = Console(highlight=False)


def print_json(value: object) -> None:
    """One JSON object on stdout."""
    sys.stdout.write(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode() + "\n")


@contextmanager
def errors_in_one_line() -> Iterator[None]:
    """Turn an expected error into one clear line; exit status 2 for bad input, else 1."""
    try:
        yield
    except MotcuaError as error:
        console.print(f"[red]motcua: {error.code}:[/red] ", end="")
        console.print(str(error), markup=False)
        raise typer.Exit(2 if isinstance(error, InvalidInput) else 1) from error
