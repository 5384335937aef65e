"""``motcua evaluate compare``: two saved runs over the same rows."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import errors_in_one_line, print_json, results
from api.cli.evaluate.options import AsJson
from knowledge_base.evaluation.comparison import compare as compare_runs
from knowledge_base.evaluation.saved import load
from knowledge_base.evaluation.tables import changed_lines, comparison_table

_HELP = "A folder of --output, or a file made with --json."
FirstRun = Annotated[Path, typer.Argument(metavar="A", help=_HELP)]
SecondRun = Annotated[Path, typer.Argument(metavar="B", help=_HELP)]


def compare(first: FirstRun, second: SecondRun, as_json: AsJson = False) -> None:
    """Compare the run B with the run A, row by row."""
    with errors_in_one_line():
        comparison = compare_runs(load(first), load(second))
    if as_json:
        print_json(comparison.to_json())
        return
    results.print(comparison_table(f"{comparison.kind}, A = {first}, B = {second}", comparison))
    for heading, rows in (("won", comparison.won), ("lost", comparison.lost)):
        for line in changed_lines(heading, rows):
            results.print(line, markup=False, soft_wrap=True)
