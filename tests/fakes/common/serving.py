"""The child's side: serve a fake until the parent goes away."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
import threading

import uvicorn

from tests.fakes.common.faults import FaultyApp


def main(app: FaultyApp) -> None:
    """Serve on ``--port`` (0: a free one) and print the address as the first line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--until-stdin-ends", action="store_true")
    arguments = parser.parse_args()
    if arguments.until_stdin_ends:
        threading.Thread(target=_stop_with_stdin, daemon=True).start()
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", arguments.port))
        print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
        config = uvicorn.Config(app, log_level="warning", ws="none", backlog=2048)
        uvicorn.Server(config).run(sockets=[listener])


def _stop_with_stdin() -> None:
    # A parent that was killed cannot stop its child; its end of the pipe closes all the same.
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)
