"""``motcua evaluate all``: every question file, held to the thresholds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import console, errors_in_one_line, print_json
from api.cli.engine import open_engine
from api.cli.evaluate.classifier import rasa_classifier
from api.cli.evaluate.options import AsJson, Output
from api.cli.evaluate.results import (
    configuration,
    print_tables,
    progress_of,
    save_with_report,
    search_configuration,
)
from api.cli.evaluate.state import QUESTIONS, imported_settings, missing_files
from api.settings import ROOT, Settings
from knowledge_base.evaluation import Evaluation, read_rows, summarise
from knowledge_base.evaluation.gate import FileThresholds, Thresholds, load_thresholds
from knowledge_base.evaluation.intents.kind import INTENTS
from knowledge_base.evaluation.intents.rows import HeardRow, IntentRow, classify_rows
from knowledge_base.evaluation.jsonl import read_jsonl
from knowledge_base.evaluation.suite import FileRun, run_file
from knowledge_base.evaluation.tables import shortfall_lines

GOLDEN = ROOT / "tests" / "golden" / "seed_questions.jsonl"
PEOPLE = ROOT / "tests" / "golden" / "people.jsonl"
INTENT_ROWS = ROOT / "tests" / "golden" / "intents.jsonl"
THRESHOLDS = ROOT / "data" / "evaluation" / "thresholds.yml"


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
        intents, heard_enough = _intents(settings, thresholds.intents.accuracy)
    passed = heard_enough and not any(run.shortfalls for run in runs)
    if as_json:
        files = {run.name: run.to_json() for run in runs}
        print_json({"passed": passed} | files | {"intents": intents.to_json()})
    else:
        _print_runs(runs)
        accuracy, least = intents.total["accuracy"], thresholds.intents.accuracy
        console.print(f"intents: accuracy {accuracy}, threshold ≥ {least}")
    raise typer.Exit(0 if passed else 1)


def _dev_runs(
    settings: Settings, shared: Path, thresholds: Thresholds, output: Path | None
) -> list[FileRun]:
    imported, served = (_imported(settings, shared, with_seed) for with_seed in (False, True))
    return [
        _run("dev_imported", imported, shared / QUESTIONS, thresholds.dev_imported, output),
        _run("dev_served", served, shared / QUESTIONS, thresholds.dev_served, output),
        _run("people", served, PEOPLE, thresholds.people, output),
    ]


def _imported(settings: Settings, shared: Path, with_seed: bool) -> Settings:
    told = "with" if with_seed else "without"
    with console.status(f"importing both files {told} the seed into a state of its own …"):
        return imported_settings(settings, shared, with_seed)


def _intents(settings: Settings, least: float) -> tuple[Evaluation[HeardRow], bool]:
    """What Rasa's model hears of the golden messages, and whether that is enough."""
    rows = read_jsonl(INTENT_ROWS, IntentRow)
    with rasa_classifier(settings) as classify, progress_of("intents") as progress:
        heard = summarise(INTENTS, classify_rows(classify, rows, progress=progress))
    return heard, (heard.total["accuracy"] or 0.0) >= least


def _run(
    name: str, settings: Settings, file: Path, thresholds: FileThresholds, output: Path | None
) -> FileRun:
    rows = read_rows(file)
    search = open_engine(settings).search
    with progress_of(name) as progress:
        run = run_file(name, search, rows, thresholds, progress)
    if output is not None:
        _save(run, settings, file, output / name)
    return run


def _save(run: FileRun, settings: Settings, file: Path, folder: Path) -> None:
    used = search_configuration(settings)
    for way, evaluation in (("as_written", run.as_written), ("stripped", run.stripped)):
        stated = configuration(file, way == "stripped", **used)
        save_with_report(evaluation, stated, folder / way)


def _print_runs(runs: list[FileRun]) -> None:
    for run in runs:
        print_tables(run.name, run.as_written, run.stripped)
    for run in runs:
        for line in shortfall_lines(run.shortfalls):
            console.print(f"[red]under the threshold:[/red] {line}")
