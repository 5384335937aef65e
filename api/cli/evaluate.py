"""``motcua evaluate``: measure search on question files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as ProgressBar

from api.cli.console import console, errors_in_one_line, print_json
from api.cli.engine import open_engine
from api.cli.evaluate_state import QUESTIONS, imported_settings, missing_files
from api.settings import ROOT, Settings
from knowledge_base.evaluation import Evaluation, evaluate, read_rows
from knowledge_base.evaluation.gate import FileThresholds, Thresholds, load_thresholds
from knowledge_base.evaluation.report import retrieval_table, shortfall_lines, summary_lines
from knowledge_base.evaluation.retrieval import Progress
from knowledge_base.evaluation.saved import save
from knowledge_base.evaluation.suite import FileRun, run_file
from knowledge_base.index import current_version

GOLDEN = ROOT / "tests" / "golden" / "seed_questions.jsonl"
THRESHOLDS = ROOT / "data" / "evaluation" / "thresholds.yml"

app = typer.Typer(help="Measure search on question files.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]
Output = Annotated[
    Path | None,
    typer.Option(help="Folder for per-row results, aggregates and configuration."),
]


@app.command()
def retrieval(
    file: Annotated[Path, typer.Argument(help="Questions, one JSON object a line.")],
    as_json: AsJson = False,
    strip_diacritics: Annotated[
        bool, typer.Option("--strip-diacritics", help="Ask as typed without diacritics.")
    ] = False,
    output: Output = None,
) -> None:
    """How often the right procedure is found, over the index that serves."""
    settings = Settings()
    with errors_in_one_line():
        rows = read_rows(file)
        search = open_engine(settings).search
        with _progress(file.name) as progress:
            evaluation = evaluate(
                search, rows, strip_diacritics=strip_diacritics, progress=progress
            )
    if output is not None:
        save(evaluation, _configuration(settings, file, strip_diacritics), output)
    if as_json:
        print_json(evaluation.to_json())
    else:
        _print_tables(f"{file.name}{', stripped' if strip_diacritics else ''}", evaluation)


@app.command("all")
def all_files(
    as_json: AsJson = False,
    output: Output = None,
    shared: Annotated[
        Path,
        typer.Option(
            envvar="MOTCUA_SHARED_DIR",
            help="Folder with the crawled procedures and the questions over them.",
        ),
    ] = ROOT.parent / "shared",
) -> None:
    """Run every question file as written and stripped; exit status 1 under the thresholds."""
    settings = Settings()
    with errors_in_one_line():
        thresholds = load_thresholds(THRESHOLDS)
        runs = [_run("golden", settings, GOLDEN, thresholds.golden, output)]
        if missing := missing_files(shared):
            console.print(f"dev: skipped, there is no {missing[0]}", markup=False)
        else:
            runs += _dev_runs(settings, shared, thresholds, output)
    passed = not any(run.shortfalls for run in runs)
    if as_json:
        print_json({"passed": passed} | {run.name: run.to_json() for run in runs})
    else:
        _print_runs(runs)
    raise typer.Exit(0 if passed else 1)


def _dev_runs(
    settings: Settings, shared: Path, thresholds: Thresholds, output: Path | None
) -> list[FileRun]:
    runs = []
    for name, with_seed, bounds in (
        ("dev_imported", False, thresholds.dev_imported),
        ("dev_served", True, thresholds.dev_served),
    ):
        with console.status(f"{name}: importing both files into a state of its own …"):
            imported = imported_settings(settings, shared, with_seed)
        runs.append(_run(name, imported, shared / QUESTIONS, bounds, output))
    return runs


def _run(
    name: str, settings: Settings, file: Path, thresholds: FileThresholds, output: Path | None
) -> FileRun:
    rows = read_rows(file)
    search = open_engine(settings).search
    with _progress(name) as progress:
        run = run_file(name, search, rows, thresholds, progress)
    if output is not None:
        save(run.as_written, _configuration(settings, file, False), output / name / "as_written")
        save(run.stripped, _configuration(settings, file, True), output / name / "stripped")
    return run


def _configuration(settings: Settings, file: Path, strip_diacritics: bool) -> dict[str, Any]:
    return {
        "file": file.name,
        "file_sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "strip_diacritics": strip_diacritics,
        "encoder": settings.encoder,
        "encoder_threads": settings.encoder_threads,
        "index_version": current_version(settings.index_dir),
        "finished_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _print_runs(runs: list[FileRun]) -> None:
    for run in runs:
        _print_tables(run.name, run.as_written, run.stripped)
    for run in runs:
        for line in shortfall_lines(run.shortfalls):
            console.print(f"[red]under the threshold:[/red] {line}")


def _print_tables(title: str, as_written: Evaluation, stripped: Evaluation | None = None) -> None:
    out = Console(highlight=False)
    out.print(retrieval_table(title, as_written, stripped))
    out.print(summary_lines(as_written), end="\n\n")


@contextmanager
def _progress(name: str) -> Iterator[Progress]:
    columns = (TextColumn(name), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with ProgressBar(*columns, console=console, transient=True) as bar:
        task = bar.add_task(name, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
