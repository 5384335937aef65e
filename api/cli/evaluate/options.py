"""Arguments and options that the evaluations share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

RowsFile = Annotated[Path, typer.Argument(help="Rows, one JSON object a line.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]
StripDiacritics = Annotated[
    bool, typer.Option("--strip-diacritics", help="Ask as typed without diacritics.")
]
Output = Annotated[
    Path | None,
    typer.Option(help="Folder for rows, aggregates, configuration and an HTML report."),
]
