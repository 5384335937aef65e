"""``motcua evaluate conversations``: whole conversations with a running motcua."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.console import errors_in_one_line
from api.cli.evaluate.chat import conversation
from api.cli.evaluate.classifier import rasa_classifier
from api.cli.evaluate.intents import model_configuration
from api.cli.evaluate.options import AsJson, Output, RowsFile, StripDiacritics
from api.cli.evaluate.results import configuration, finish, progress_of
from api.settings import Settings
from knowledge_base.evaluation import summarise
from knowledge_base.evaluation.conversations.kind import CONVERSATIONS
from knowledge_base.evaluation.conversations.rows import Conversation
from knowledge_base.evaluation.conversations.talking import hold, sent
from knowledge_base.evaluation.jsonl import read_jsonl


def conversations(
    file: RowsFile,
    url: Annotated[
        str, typer.Option(help="Address of a running motcua; its limits are waited for.")
    ] = "http://127.0.0.1:8000",
    as_json: AsJson = False,
    strip_diacritics: StripDiacritics = False,
    output: Output = None,
) -> None:
    """Hold whole conversations with a running motcua and judge every turn."""
    settings = Settings()
    with errors_in_one_line():
        rows = read_jsonl(file, Conversation)
        texts = _texts_with_intent(rows, strip_diacritics)
        with progress_of(file.name) as progress:
            judged = hold(
                lambda: conversation(url),
                rows,
                intents=_intents(settings, texts),
                strip_diacritics=strip_diacritics,
                progress=progress,
            )
        used = model_configuration(settings) if texts else {}
        finish(
            summarise(CONVERSATIONS, judged),
            configuration(file, strip_diacritics, url=url, **used),
            as_json=as_json,
            output=output,
        )


def _texts_with_intent(rows: list[Conversation], strip_diacritics: bool) -> list[str]:
    turns = (turn for row in rows for turn in row.turns if turn.expect.intent)
    return sorted({sent(turn, strip_diacritics) for turn in turns})


def _intents(settings: Settings, texts: list[str]) -> dict[str, str]:
    """What Rasa's model hears in ``texts``: the chat does not tell, and needs no context."""
    if not texts:
        return {}
    with rasa_classifier(settings) as classify:
        heard = classify(texts)
        return {text: verdict.intent for text, verdict in zip(texts, heard, strict=True)}
