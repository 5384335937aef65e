"""``motcua procedures``: import, search, show, check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from api.cli.console import console, errors_in_one_line, print_json, results
from api.cli.engine import open_engine
from api.cli.explain import contribution_table, reading_lines, result_table
from api.database import make_engine, make_sessions, migrate
from api.encoders import bulk_encoder
from api.procedures.schemas import SearchResponse
from api.settings import ROOT, Settings
from knowledge_base.errors import ProcedureNotFound
from knowledge_base.importers.service import import_file
from knowledge_base.index.from_store import build_from_store
from knowledge_base.search import explain
from knowledge_base.seed import load_seed
from knowledge_base.store import ProcedureRepository

app = typer.Typer(help="Procedures (thủ tục hành chính).", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]


@app.command("import")
def import_command(
    file: Annotated[Path, typer.Argument(help="JSON lines, plain or gzipped.")],
    as_json: AsJson = False,
    crawled_on: Annotated[
        str | None, typer.Option(help="Date of the crawl: 2026, 2026-06 or 2026-06-08.")
    ] = None,
    index: Annotated[bool, typer.Option(help="Bring the index up to date afterwards.")] = True,
) -> None:
    """Import a crawl; curated records win, the rest is published and indexed."""
    settings = Settings()
    with errors_in_one_line(), _progress() as progress:
        engine = make_engine(settings.sqlalchemy_url)
        migrate(engine)
        sessions = make_sessions(engine)
        rows = progress.add_task("rows", total=None)
        summary = import_file(
            file, sessions, crawled_on, lambda read: progress.update(rows, completed=read)
        )
        progress.update(rows, total=summary.read)
        result = summary.as_dict()
        if index:
            passages = progress.add_task("passages", total=None)
            encoder = bulk_encoder(settings)
            report = build_from_store(
                sessions,
                encoder,
                settings.index_dir,
                lambda done, total: progress.update(passages, completed=done, total=total),
            )
            progress.update(passages, total=report.encoded, completed=report.encoded)
            result["index"] = {
                "version": report.version,
                "procedures": report.procedures,
                "passages": report.passages,
                "encoded": report.encoded,
            }
        engine.dispose()
    if as_json:
        print_json(result)
        return
    _print_summary(result)


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="The question, as typed.")],
    limit: Annotated[int, typer.Option(min=1, max=50, help="Most results.")] = 5,
    as_json: AsJson = False,
) -> None:
    """Find procedures for a question."""
    with errors_in_one_line():
        outcome = open_engine(Settings()).search(text, limit)
    if as_json:
        print_json(SearchResponse.from_outcome(outcome).model_dump(mode="json"))
        return
    sections = ", ".join(outcome.sections)
    table = Table(title=f"{outcome.decision.value} (p = {outcome.probability:.2f}) · {sections}")
    for column in ("code", "score", "name", "field"):
        table.add_column(column)
    for result in outcome.results:
        table.add_row(result.code, f"{result.score:.2f}", result.name, result.field)
    results.print(table)


@app.command(name="explain")
def explain_(
    text: Annotated[str, typer.Argument(help="The question, as typed.")],
    limit: Annotated[int, typer.Option(min=1, max=50, help="Most results.")] = 5,
    as_json: AsJson = False,
) -> None:
    """Why each result stands where it stands: what every signal adds, in log-odds."""
    with errors_in_one_line():
        explanation = explain(open_engine(Settings()), text, limit)
    if as_json:
        print_json(explanation.to_json())
        return
    results.print(*reading_lines(explanation), sep="\n", highlight=False, markup=False)
    results.print(result_table(explanation), contribution_table(explanation))


@app.command()
def show(code: Annotated[str, typer.Argument(help="Code of the procedure.")]) -> None:
    """The whole published record as JSON."""
    settings = Settings()
    with errors_in_one_line():
        engine = make_engine(settings.sqlalchemy_url)
        migrate(engine)
        with make_sessions(engine)() as session:
            stored = ProcedureRepository(session).get(code)
        if stored is None:
            raise ProcedureNotFound(f"no published procedure has the code {code}")
        print_json(stored.procedure.model_dump(mode="json"))


@app.command()
def check() -> None:
    """Validate every seed file."""
    with errors_in_one_line():
        procedures = load_seed(ROOT / "data" / "procedures")
    fields = {item.field for item in procedures}
    console.print(f"{len(procedures)} procedures over {len(fields)} fields: all valid")


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description:>10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    )


def _print_summary(result: dict[str, object]) -> None:
    table = Table(title="Import")
    table.add_column("what")
    table.add_column("rows", justify="right")
    for name in ("read", "imported", "updated", "unchanged", "quarantined", "differences"):
        table.add_row(name, f"{result[name]:,}")
    for kind in ("reasons", "doubts"):
        counts = result[kind]
        assert isinstance(counts, dict)
        for name, count in counts.items():
            table.add_row(f"  {kind}: {name}", f"{count:,}")
    results.print(table)
