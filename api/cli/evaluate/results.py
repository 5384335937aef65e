"""What every evaluation does at its end: progress, configuration, saving, printing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as ProgressBar

from api.cli.console import console, print_json, results
from api.settings import ROOT, Settings
from knowledge_base.evaluation import Evaluation
from knowledge_base.evaluation.questions.searching import Progress
from knowledge_base.evaluation.report import write_report
from knowledge_base.evaluation.saved import save, whole_json
from knowledge_base.evaluation.tables import (
    class_table,
    confused_lines,
    group_table,
    summary_lines,
)
from knowledge_base.index import current_version


@contextmanager
def progress_of(name: str) -> Iterator[Progress]:
    """A bar on stderr that takes (done, total)."""
    columns = (TextColumn(name), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with ProgressBar(*columns, console=console, transient=True) as bar:
        task = bar.add_task(name, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def configuration(file: Path, strip_diacritics: bool, **more: Any) -> dict[str, Any]:
    """What a run depended on: the file, how it was asked, and ``more``."""
    return {
        "file": file.name,
        "file_sha256": sha256(file),
        "strip_diacritics": strip_diacritics,
        **more,
        "finished_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def search_configuration(settings: Settings) -> dict[str, Any]:
    """What search depended on: encoder, index, and the curated words and weights."""
    words = sorted(path for path in (ROOT / "data" / "search").rglob("*") if path.is_file())
    return {
        "encoder": settings.encoder,
        "index_version": current_version(settings.index_dir),
        "search_data_sha256": sha256(*words),
    }


def sha256(*files: Path) -> str:
    """Digest of the files' contents, in order."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def finish(
    evaluation: Evaluation[Any],
    used: dict[str, Any],
    *,
    as_json: bool,
    output: Path | None,
) -> None:
    """Save the run and its report where asked, and print it.

    Raises:
        InvalidInput: ``output`` cannot be written.
    """
    if output is not None:
        save_with_report(evaluation, used, output)
    if as_json:
        print_json(whole_json(evaluation, used))
        return
    print_tables(_title(used), evaluation)
    if output is not None:
        console.print(f"report: {output / 'report.html'}", markup=False)


def save_with_report(evaluation: Evaluation[Any], used: dict[str, Any], folder: Path) -> None:
    """Write the run and ``report.html`` into ``folder``.

    Raises:
        InvalidInput: the folder cannot be written.
    """
    save(evaluation, used, folder)
    write_report(evaluation, used, folder / "report.html")


def print_tables(
    title: str, evaluation: Evaluation[Any], stripped: Evaluation[Any] | None = None
) -> None:
    """Groups, classes where there are some, and what is most often confused."""
    results.print(group_table(title, evaluation, stripped))
    for name in ("by_section", "by_intent"):
        if name in evaluation.details:
            results.print(class_table(name.removeprefix("by_"), evaluation.details[name]))
    for line in confused_lines(evaluation.details.get("confusion", {})):
        results.print(line, markup=False, soft_wrap=True)
    for line in summary_lines(evaluation):
        results.print(line, markup=False, soft_wrap=True)
    results.print()


def _title(used: dict[str, Any]) -> str:
    return f"{used['file']}{', stripped' if used['strip_diacritics'] else ''}"
