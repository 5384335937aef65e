"""Stock Rasa with its default DIET recipe, on the same data, actions and API."""

from __future__ import annotations

import hashlib
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from rich.console import Console

from api.settings import Settings
from api.setup.rasa_model import BOT_PYTHON
from api.supervisor.processes import RASA_ENVIRONMENT
from tests.stack import ROOT, Stack, free_port

RECIPE = ROOT / "deploy" / "bench"
_INPUTS = (RECIPE, ROOT / "domain", ROOT / "data" / "nlu", ROOT / "data" / "rules")


def trained_model(settings: Settings, console: Console) -> Path:
    """The stock model; trained once for each state of the data."""
    digest = hashlib.sha256()
    for path in sorted(file for folder in _INPUTS for file in folder.rglob("*.yml")):
        digest.update(path.read_bytes())
    model = settings.models / "rasa" / f"stock-{digest.hexdigest()[:12]}.tar.gz"
    if not model.is_file():
        console.print("• stock Rasa: training its DIET recipe (some minutes) …")
        started = time.monotonic()
        _train(model)
        console.print(f"• stock Rasa: trained in {time.monotonic() - started:.0f} s")
    return model


def _train(model: Path) -> None:
    command = [
        BOT_PYTHON, "-m", "rasa", "train", "--config", RECIPE / "stock_config.yml",
        "--domain", ROOT / "domain", "--data", ROOT / "data" / "nlu", ROOT / "data" / "rules",
        "--out", model.parent, "--fixed-model-name", model.name.removesuffix(".tar.gz"),
    ]  # fmt: skip
    threads = {"OMP_NUM_THREADS": "2", "TF_NUM_INTRAOP_THREADS": "2"}
    log = model.with_name("stock-train.log")
    with log.open("w") as output:
        subprocess.run(
            command,
            cwd=RECIPE,
            env=_environment() | threads,
            stdout=output,
            stderr=output,
            check=True,
        )


@contextmanager
def running(model: Path, stack: Stack) -> Iterator[str]:
    """Stock Rasa beside ``stack``, with the same action server; gives its address."""
    port = free_port()
    environment = _environment() | {
        "MOTCUA_ACTIONS_URL": f"{stack.actions}/webhook",
        "MOTCUA_TRACKER_DB": str(stack.state / "stock-tracker.db"),
    }
    command = [
        BOT_PYTHON, "-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(port), "--model", model,
        "--endpoints", RECIPE / "stock_endpoints.yml",
        "--credentials", RECIPE / "stock_credentials.yml",
    ]  # fmt: skip
    with (stack.state / "stock.log").open("w") as output:
        process = subprocess.Popen(
            command, cwd=RECIPE, env=environment, stdout=output, stderr=output
        )
        try:
            _wait(f"http://127.0.0.1:{port}", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


def _environment() -> dict[str, str]:
    # Not in the repository's folder and without it on the path: nothing of ours is loaded.
    return {**os.environ, **RASA_ENVIRONMENT, "MOTCUA_SPEEDUPS": "off", "PYTHONPATH": ""}


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError(f"stock Rasa stopped with {process.returncode}")
        try:
            reply = httpx.post(
                f"{address}/webhooks/rest/webhook",
                json={"sender": "bench:warm-up", "message": "chào em"},
                timeout=30,
            )
            if reply.is_success and reply.json():
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.5)
    raise RuntimeError("stock Rasa is not ready")
