"""``motcua evaluate retrieval | sections | decline``: questions put to search."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from api.cli.console import errors_in_one_line
from api.cli.engine import open_engine
from api.cli.evaluate.options import AsJson, Output, RowsFile, StripDiacritics
from api.cli.evaluate.results import configuration, finish, progress_of, search_configuration
from api.settings import Settings
from knowledge_base.errors import InvalidInput
from knowledge_base.evaluation import QuestionRow, read_rows, summarise
from knowledge_base.evaluation.measuring.kind import Kind
from knowledge_base.evaluation.questions.decline import DECLINE
from knowledge_base.evaluation.questions.retrieval import RETRIEVAL
from knowledge_base.evaluation.questions.searching import SearchedRow, search_rows
from knowledge_base.evaluation.questions.sections import SECTIONS


def retrieval(
    file: RowsFile,
    as_json: AsJson = False,
    strip_diacritics: StripDiacritics = False,
    output: Output = None,
) -> None:
    """How often the right procedure is found, over the index that serves."""
    with errors_in_one_line():
        _evaluate(RETRIEVAL, file, read_rows(file), strip_diacritics, as_json, output)


def sections(
    file: RowsFile,
    as_json: AsJson = False,
    strip_diacritics: StripDiacritics = False,
    output: Output = None,
) -> None:
    """Whether the parts asked for (papers, fee, time, …) are understood."""
    with errors_in_one_line():
        rows = [row for row in read_rows(file) if row.expects_answer and row.sections]
        if not rows:
            raise InvalidInput(f"{file}: no row has an answer and names its sections")
        _evaluate(SECTIONS, file, rows, strip_diacritics, as_json, output)


def decline(
    file: RowsFile,
    as_json: AsJson = False,
    strip_diacritics: StripDiacritics = False,
    output: Output = None,
) -> None:
    """Whether search knows when no procedure answers, and how far its probability is true."""
    with errors_in_one_line():
        _evaluate(DECLINE, file, read_rows(file), strip_diacritics, as_json, output)


def _evaluate(
    kind: Kind[SearchedRow],
    file: Path,
    rows: list[QuestionRow],
    strip_diacritics: bool,
    as_json: bool,
    output: Path | None,
) -> None:
    settings = Settings()
    search = open_engine(settings).search
    with progress_of(file.name) as progress:
        searched = search_rows(search, rows, strip_diacritics=strip_diacritics, progress=progress)
    used: dict[str, Any] = search_configuration(settings)
    finish(
        summarise(kind, searched),
        configuration(file, strip_diacritics, **used),
        as_json=as_json,
        output=output,
    )
