"""An outbox on a given database, without quiet hours, and a Rasa that serves it.

The Rasa does what ``bot/channels/outbox`` does: asks before a send, sends, gives the
receipt, answers. It can die in between.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from api.outbox.notices import Notices
from api.outbox.payload import Sealer
from api.outbox.quiet_hours import QuietHours
from api.outbox.rasa import PATH
from api.outbox.schemas import Outcome, Receipt
from api.outbox.service import Outbox
from api.people.service import People
from api.settings import ROOT
from api.vault.cipher import Cipher

TOKEN = "only-for-tests"
LEASE_S = 2.0
DEATHS = ("before start", "before send", "before receipt", "before answer")


def open_outbox(sessions: sessionmaker[Session]) -> Outbox:
    """The outbox that worker and Rasa share."""
    return Outbox(
        sessions,
        Sealer(Cipher(TOKEN)),
        Notices.load(ROOT / "data" / "notices" / "notices.yml"),
        QuietHours.parse(""),
        People(sessions, timedelta(minutes=30), {}),
    )


@dataclass
class OutboxRasa:
    """What the test steers and sees.

    Attributes:
        sent: (person, text) as they arrived.
        dies: one of ``DEATHS``: the next delivery ends there, once.
        answers: what to answer instead: (HTTP status, receipt or ``None``), one a delivery.
        slow_s: how long a send takes.
    """

    outbox: Outbox
    sent: list[tuple[str, str]] = field(default_factory=list)
    dies: str = ""
    answers: list[tuple[int, dict[str, Any] | None]] = field(default_factory=list)
    slow_s: float = 0.0
    url: str = ""
    tokens: set[str] = field(default_factory=set)

    def texts(self, person: str) -> list[str]:
        return [text for who, text in self.sent if who == person]

    def deliver(self, order: dict[str, Any]) -> tuple[int, dict[str, Any] | None] | None:
        """Status and body; ``None``: dead."""
        if self.answers:
            status, body = self.answers.pop(0)
            return status, body and {"attempt": order["attempt"], **body}
        if self._dead("before start"):
            return None
        if not self.outbox.start(order["id"], order["attempt"]):
            return 409, None
        if self._dead("before send"):
            return None
        time.sleep(self.slow_s)
        words = order["entities"]["words"]
        for mask, value in order["reveal"].items():
            words = words.replace(mask, value)
        self.sent.append((order["person"], words))
        if self._dead("before receipt"):
            return None
        receipt = Receipt(attempt=order["attempt"], outcome=Outcome.SENT)
        self.outbox.receive(order["id"], receipt)
        return None if self._dead("before answer") else (200, receipt.model_dump())

    def _dead(self, here: str) -> bool:
        if self.dies != here:
            return False
        self.dies = ""
        return True


@contextmanager
def serving(outbox: Outbox) -> Iterator[OutboxRasa]:
    """The Rasa on a free port while the block lasts."""
    rasa = OutboxRasa(outbox)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            order = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            rasa.tokens.add(self.headers["Authorization"])
            done = rasa.deliver(order) if self.path == PATH else (404, None)
            if done is None:
                self.close_connection = True
                return
            content = json.dumps(done[1]).encode()
            # The worker may be gone.
            try:
                self.send_response(done[0])
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except OSError:
                self.close_connection = True

        def log_message(self, *args: Any) -> None:
            """Keep tests quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    rasa.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield rasa
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
