"""Train Rasa's model when what it is made of has changed."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

from api.settings import ROOT, Settings
from knowledge_base.errors import SetupFailed

BOT_PYTHON = ROOT / ".venv-bot" / "bin" / "python"
# All that a trained model depends on.
_INPUTS = (
    "config.yml",
    "domain",
    "data/nlu",
    "data/everyday",
    "data/rules",
    "data/text",
    "data/english/words.yml",
    "bot/nlu",
    "knowledge_base/text",
    "requirements/bot.txt",
)


def model_file(settings: Settings) -> Path:
    """Where the trained model lies."""
    return settings.models / "rasa" / "motcua.tar.gz"


def is_trained(settings: Settings) -> bool:
    """Whether the model is there and was made of what is in the tree now."""
    stamp = _stamp(settings)
    return model_file(settings).is_file() and stamp.is_file() and stamp.read_text() == _digest()


class Training:
    """``rasa train`` as a process of its own, so that other steps go on beside it."""

    def __init__(self, settings: Settings) -> None:
        """Start the training.

        Raises:
            SetupFailed: the bot's environment is missing.
        """
        if not BOT_PYTHON.exists():
            raise SetupFailed("the environment .venv-bot is missing; run `make setup`")
        self._settings = settings
        self._digest = _digest()
        self._log = settings.state / "logs" / "rasa-train.log"
        self._log.parent.mkdir(parents=True, exist_ok=True)
        target = model_file(settings)
        target.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("w") as output:
            self._process = subprocess.Popen(
                [
                    str(BOT_PYTHON),
                    "-m",
                    "rasa",
                    "train",
                    "--config",
                    "config.yml",
                    "--domain",
                    "domain",
                    "--data",
                    "data/nlu",
                    "data/rules",
                    "--out",
                    str(target.parent),
                    "--fixed-model-name",
                    target.name.split(".")[0],
                ],
                cwd=ROOT,
                env=_environment(settings),
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def wait(self) -> None:
        """Wait for the end.

        Raises:
            SetupFailed: the training failed; names the log.
        """
        if self._process.wait() != 0 or not model_file(self._settings).is_file():
            tail = "\n".join(self._log.read_text().splitlines()[-5:])
            raise SetupFailed(f"rasa train failed; see {self._log}:\n{tail}")
        _stamp(self._settings).write_text(self._digest)

    def kill(self) -> None:
        """Stop the training."""
        self._process.kill()
        self._process.wait()


def _environment(settings: Settings) -> dict[str, str]:
    from api.supervisor.processes import RASA_ENVIRONMENT, rasa_endpoints

    return {
        **os.environ,
        **RASA_ENVIRONMENT,
        **rasa_endpoints(settings),
        "PYTHONPATH": str(ROOT),
    }


def _stamp(settings: Settings) -> Path:
    return model_file(settings).with_suffix(".digest")


def _digest() -> str:
    digest = hashlib.sha256()
    for name in _INPUTS:
        path = ROOT / name
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(ROOT)}\n".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()
