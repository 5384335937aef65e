"""The processes of motcua: commands and environments."""

from __future__ import annotations

import os
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

from api.client.lifeline import SETTING
from api.secrets import service_token, session_secret
from api.settings import ROOT, Settings
from api.setup.rasa_model import BOT_PYTHON, model_file

# More threads make Rasa slower, not faster, when several clients ask at once.
_ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
RASA_ENVIRONMENT = {
    **_ONE_THREAD,
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
}


@dataclass(frozen=True)
class ProcessPlan:
    """One process to run; its ``port``, where it has one, must be free before."""

    name: str
    command: str
    port: int | None
    port_setting: str
    environment: dict[str, str]


def plan(settings: Settings) -> list[ProcessPlan]:
    """API, action server, Rasa and the outbox worker, in the order in which they are started."""
    return [_api(settings), _actions(settings), _rasa(settings), _outbox(settings)]


def _api(settings: Settings) -> ProcessPlan:
    command = (
        f"{_quoted(sys.executable)} -m uvicorn --factory api.app:create_app "
        f"--host {shlex.quote(settings.host)} --port {settings.port} "
        "--no-access-log --log-level warning --timeout-graceful-shutdown 3"
    )
    environment = _common(settings) | _ONE_THREAD
    environment["MOTCUA_SESSION_SECRET"] = session_secret(settings)
    return ProcessPlan("api", f"exec {command}", settings.port, "MOTCUA_PORT", environment)


def _actions(settings: Settings) -> ProcessPlan:
    command = f"{_quoted(sys.executable)} -m actions.server --port {settings.actions_port}"
    environment = _common(settings) | {"MOTCUA_API_URL": settings.api_url}
    return ProcessPlan(
        "actions", f"exec {command}", settings.actions_port, "MOTCUA_ACTIONS_PORT", environment
    )


def _rasa(settings: Settings) -> ProcessPlan:
    command = (
        f"{_quoted(BOT_PYTHON)} -m rasa run -i 127.0.0.1 -p {settings.rasa_port} "
        f"--model {_quoted(model_file(settings))} "
        f"--endpoints {_quoted(ROOT / 'endpoints.yml')} "
        f"--credentials {_quoted(ROOT / 'credentials.yml')}"
    )
    environment = _common(settings) | RASA_ENVIRONMENT | rasa_endpoints(settings)
    return ProcessPlan(
        "rasa", f"exec {command}", settings.rasa_port, "MOTCUA_RASA_PORT", environment
    )


def _outbox(settings: Settings) -> ProcessPlan:
    command = f"{_quoted(sys.executable)} -m api.outbox"
    return ProcessPlan("outbox", f"exec {command}", None, "", _common(settings))


def rasa_endpoints(settings: Settings) -> dict[str, str]:
    """What ``endpoints.yml`` reads from the environment."""
    return {
        "MOTCUA_API_URL": settings.api_url,
        "MOTCUA_ACTIONS_URL": f"{settings.actions_url}/webhook",
        "MOTCUA_TRACKER_DB": str(settings.state / "tracker.db"),
    }


def lifeline(settings: Settings) -> Path:
    """The file that the supervisor holds while it lives."""
    return settings.state / "supervisor.lock"


def _common(settings: Settings) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "MOTCUA_STATE_DIR": str(settings.state),
        SETTING: str(lifeline(settings)),
        "MOTCUA_SERVICE_TOKEN": service_token(settings),
    }


def _quoted(path: Path | str) -> str:
    return shlex.quote(str(path))
