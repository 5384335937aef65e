"""Run the action server on loopback, in one process: ``python -m actions.server --port 5055``.

The SDK's own command (``python -m rasa_sdk``) listens on every address unless
``SANIC_HOST`` says otherwise, and starts a worker manager that one small server does
not need.
"""

from __future__ import annotations

import argparse
import logging
import os
import warnings
from typing import Any

from rasa_sdk.constants import DEFAULT_KEEP_ALIVE_TIMEOUT
from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic

from actions.backend import backend
from api.client.lifeline import follow

HOST = "127.0.0.1"
DEFAULT_PORT = 5055


class DomainlessExecutor(ActionExecutor):  # type: ignore[misc]  # the SDK has no types
    """Runs actions without the domain, as Rasa 3.6 sends it only to those that ask for it.

    The SDK expects a newer Rasa, which names a domain that it sent before by its digest.
    """

    def update_and_return_domain(
        self, payload: dict[str, Any], action_name: str
    ) -> dict[str, Any] | None:
        """The domain in the call, or an empty one."""
        return payload.get("domain") or {}


def build_app() -> Sanic[Any, Any]:
    """The server with all actions of this package."""
    # Rasa 3.6 with SDK 3.21 works (it was tried); the SDK warns at every single call.
    warnings.filterwarnings("ignore", message=".*versions of rasa and rasa_sdk.*")
    executor = DomainlessExecutor()
    executor.register_package("actions")
    # No browser calls an action server: no CORS.
    app: Sanic[Any, Any] = create_app(executor, cors_origins=[])
    app.config.KEEP_ALIVE_TIMEOUT = DEFAULT_KEEP_ALIVE_TIMEOUT

    @app.before_server_stop
    async def _close(app: Sanic[Any, Any]) -> None:
        await backend.close()

    return app


def main() -> None:
    """Read the command line and serve until stopped."""
    parser = argparse.ArgumentParser(description="motcua's action server")
    parser.add_argument("--host", default=os.environ.get("MOTCUA_ACTIONS_HOST", HOST))
    parser.add_argument("--port", type=int, default=DEFAULT_PORT)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    follow()
    # httpx logs every call with its address at INFO: noise, once a message.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    build_app().run(
        host=options.host, port=options.port, single_process=True, access_log=False, motd=False
    )


if __name__ == "__main__":
    main()
