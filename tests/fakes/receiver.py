"""A webhook of the test's own: keeps what came, byte for byte, and answers as told.

Runs in both environments.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Call:
    """A request that came; names of headers in lower case."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def event(self) -> dict[str, Any]:
        """The body as JSON."""
        return dict(json.loads(self.body))


@dataclass
class Receiver:
    """What came, and how to answer.

    Attributes:
        statuses: statuses of the next answers; then 200.
        delay_s: how long each answer takes.
    """

    url: str = ""
    calls: list[Call] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    delay_s: float = 0.0

    def forget(self) -> None:
        """As new."""
        self.calls.clear()
        self.statuses.clear()
        self.delay_s = 0.0


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # Bursts of hundreds of events must not wait for the kernel to try again.
    request_queue_size = 512


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A webhook on a free port while the block lasts."""
    receiver = Receiver()
    server = _Server(("127.0.0.1", 0), _handler(receiver))
    receiver.url = f"http://127.0.0.1:{server.server_port}/webhook"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            receiver.calls.append(Call(self.path, headers, body))
            status = receiver.statuses.pop(0) if receiver.statuses else 200
            time.sleep(receiver.delay_s)
            # The sender may not have wanted to wait any longer.
            with suppress(BrokenPipeError, ConnectionResetError):
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

        def log_message(self, *args: Any) -> None:
            """Keep tests quiet."""

    return Handler
