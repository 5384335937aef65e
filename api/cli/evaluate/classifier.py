"""Rasa's trained model as a classifier: a process of the bot's environment, asked by lines."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO

from api.settings import ROOT, Settings
from api.setup.rasa_model import BOT_PYTHON, model_file
from api.supervisor.processes import RASA_ENVIRONMENT
from knowledge_base.errors import BackendUnavailable, SetupFailed
from knowledge_base.evaluation.intents.rows import Classify, Heard

_TAIL_LINES = 5


@contextmanager
def rasa_classifier(settings: Settings) -> Iterator[Classify]:
    """The classifier while the block lasts; loading the model takes some ten seconds.

    Raises:
        SetupFailed: the bot's environment or the trained model is missing.
        BackendUnavailable: the process ended early; holds its last lines.
    """
    model = model_file(settings)
    if not BOT_PYTHON.exists() or not model.is_file():
        raise SetupFailed("the bot's environment or Rasa's model is missing; run `make setup`")
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as log:
        process = subprocess.Popen(
            [str(BOT_PYTHON), "-m", "bot.classify", str(model)],
            cwd=ROOT,
            env={**os.environ, **RASA_ENVIRONMENT, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            encoding="utf-8",
        )
        try:
            yield lambda texts: _ask(process, texts, log)
        finally:
            process.kill()
            process.communicate()


def _ask(process: subprocess.Popen[str], texts: Iterable[str], log: IO[str]) -> Iterator[Heard]:
    assert process.stdin is not None
    assert process.stdout is not None
    for text in texts:
        try:
            process.stdin.write(json.dumps({"text": text}) + "\n")
            process.stdin.flush()
        except BrokenPipeError as error:
            raise _ended(log) from error
        line = process.stdout.readline()
        if not line:
            raise _ended(log)
        yield Heard(**json.loads(line))


def _ended(log: IO[str]) -> BackendUnavailable:
    log.seek(0)
    tail = "\n".join(log.read().splitlines()[-_TAIL_LINES:])
    return BackendUnavailable(f"the classifier's process ended:\n{tail}")
