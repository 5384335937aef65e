"""``motcua privacy``: what is kept of people, from the machine itself."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from api.audit import Actor, Change
from api.cli.console import console, errors_in_one_line, print_json, results
from api.database import make_engine, make_sessions, migrate
from api.privacy.build import build_privacy
from api.privacy.requests.schemas import AskedBy
from api.privacy.service import Privacy
from api.settings import Settings
from api.staff.services import StaffServices

app = typer.Typer(help="What is kept of people (dữ liệu cá nhân).", no_args_is_help=True)
Person = Annotated[str, typer.Argument(help="Channel identity, e.g. zalo:2468.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON on stdout.")]


@app.command()
def places(as_json: AsJson = False) -> None:
    """Every place that keeps something of people, and for how long."""
    with _desk() as (privacy, _):
        told = [
            {
                "place": place.name,
                "label": privacy.facts[place.name].label,
                "kept": privacy.facts[place.name].kept,
                "tables": list(place.tables),
                "files": list(place.files),
            }
            for place in privacy.places
        ]
    if as_json:
        print_json(told)
        return
    table = Table("place", "what", "kept", "tables and files")
    for row in told:
        where = ", ".join([*row["tables"], *row["files"]])
        table.add_row(str(row["place"]), str(row["label"]), str(row["kept"]), where)
    results.print(table)


@app.command()
def retention() -> None:
    """Delete now what is older than its place keeps it; the worker does so once a day."""
    with _desk() as (privacy, _):
        print_json(privacy.apply_retention())


@app.command()
def show(person: Person) -> None:
    """All that is kept of a person; goes into the audit log."""
    with _desk() as (privacy, staff):
        _record(staff, Change("privacy.show", "privacy"))
        content = privacy.file_of(person)
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n")


@app.command()
def delete(person: Person) -> None:
    """Have all that is kept of a person deleted; the running worker does it."""
    with _desk() as (privacy, staff):
        receipt = privacy.ask_deletion(person, AskedBy.OPERATOR)
        _record(staff, Change("privacy.delete", "privacy", receipt.number))
    results.print(receipt.number)


@app.command()
def receipt(number: Annotated[str, typer.Argument(help="e.g. XD-2026-000123")]) -> None:
    """How a request stands."""
    with _desk() as (privacy, _):
        found = privacy.requests.find(number)
    if found is None:
        console.print(f"no request {number}")
        raise typer.Exit(1)
    print_json(asdict(found))


@contextmanager
def _desk() -> Iterator[tuple[Privacy, StaffServices]]:
    settings = Settings()
    with errors_in_one_line():
        engine = make_engine(settings.sqlalchemy_url)
        migrate(engine)
        sessions = make_sessions(engine)
        privacy = build_privacy(settings, sessions)
        yield privacy, StaffServices.build(settings, sessions)
        privacy.close()
        engine.dispose()


def _record(staff: StaffServices, change: Change) -> None:
    with staff.database.begin() as session:
        staff.audit.record(session, Actor(f"cli:{getpass.getuser()}"), change)
