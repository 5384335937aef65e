"""``motcua evaluate intents``: what Rasa's trained model hears."""

from __future__ import annotations

from typing import Any

from api.cli.console import console, errors_in_one_line
from api.cli.evaluate.classifier import rasa_classifier
from api.cli.evaluate.options import AsJson, Output, RowsFile, StripDiacritics
from api.cli.evaluate.results import configuration, finish, progress_of, sha256
from api.settings import Settings
from api.setup.rasa_model import is_trained, model_file
from knowledge_base.evaluation import summarise
from knowledge_base.evaluation.intents.kind import INTENTS
from knowledge_base.evaluation.intents.rows import IntentRow, classify_rows
from knowledge_base.evaluation.jsonl import read_jsonl


def intents(
    file: RowsFile,
    as_json: AsJson = False,
    strip_diacritics: StripDiacritics = False,
    output: Output = None,
) -> None:
    """What Rasa's trained model takes messages for."""
    settings = Settings()
    with errors_in_one_line():
        rows = read_jsonl(file, IntentRow)
        with rasa_classifier(settings) as classify, progress_of(file.name) as progress:
            heard = classify_rows(
                classify, rows, strip_diacritics=strip_diacritics, progress=progress
            )
        finish(
            summarise(INTENTS, heard),
            configuration(file, strip_diacritics, **model_configuration(settings)),
            as_json=as_json,
            output=output,
        )


def model_configuration(settings: Settings) -> dict[str, Any]:
    """Which model was asked, and whether it was trained on what is in the tree now."""
    current = is_trained(settings)
    if not current:
        console.print("note: Rasa's model is older than its training data; see `make setup`")
    return {"model_sha256": sha256(model_file(settings)), "model_is_current": current}
