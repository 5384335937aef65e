"""``motcua channels check``: what is missing before people can write to us."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated

import typer
from rich.markup import escape

from api.channels.checks import Check, Outcome
from api.cli.channels import telegram, zalo
from api.cli.console import console, errors_in_one_line, print_json

CHANNELS: dict[str, Callable[[], list[Check]]] = {"zalo": zalo.checks, "telegram": telegram.checks}
_MARKS = {
    Outcome.OK: "[green]✓[/green]",
    Outcome.WARNING: "[yellow]![/yellow]",
    Outcome.MISSING: "[red]✗[/red]",
}


def check(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Look at every channel; exit status 1 when something is missing."""
    with errors_in_one_line():
        found = {name: checks() for name, checks in CHANNELS.items()}
    if as_json:
        print_json({name: [asdict(item) for item in checks] for name, checks in found.items()})
    else:
        for name, checks in found.items():
            _print(name, checks)
    missing = any(item.outcome is Outcome.MISSING for checks in found.values() for item in checks)
    raise typer.Exit(1 if missing else 0)


def _print(name: str, checks: list[Check]) -> None:
    console.print(f"[bold]{name}[/bold]")
    for item in checks:
        console.print(f"  {_MARKS[item.outcome]} {item.name}: {escape(item.detail)}")
        if item.remedy:
            console.print(f"      → {escape(item.remedy)}")
