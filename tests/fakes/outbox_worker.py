"""The real outbox worker, which dies by SIGKILL where it is told to.

``python -m tests.fakes.outbox_worker DATABASE_URL RASA_URL [POINT]``; prints a line when it works.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from datetime import timedelta
from typing import Any

from api.database import make_engine, make_sessions
from api.outbox.rasa import RasaOutput
from api.outbox.schemas import Delivery, Receipt, State
from api.outbox.service import Outbox
from api.outbox.worker import Worker
from tests.fakes.outbox_desk import LEASE_S, TOKEN, open_outbox

POINTS = ("before claim", "after claim", "before call", "after call", "before receipt",
          "after receipt")  # fmt: skip


class DyingOutbox:
    """Dies around a claim and around a receipt."""

    def __init__(self, outbox: Outbox, point: str) -> None:
        self._outbox = outbox
        self._point = point

    def __getattr__(self, name: str) -> Any:
        return getattr(self._outbox, name)

    def claim(self, worker: str, limit: int, lease: timedelta) -> list[Delivery]:
        die(self._point, "before claim")
        taken = self._outbox.claim(worker, limit, lease)
        if taken:
            die(self._point, "after claim")
        return taken

    def receive(self, number: int, receipt: Receipt) -> State:
        die(self._point, "before receipt")
        state = self._outbox.receive(number, receipt)
        die(self._point, "after receipt")
        return state


class DyingCall(RasaOutput):
    """Dies around a call."""

    def __init__(self, url: str, point: str) -> None:
        super().__init__(url, TOKEN)
        self._point = point

    def deliver(self, delivery: Delivery) -> Receipt:
        die(self._point, "before call")
        receipt = super().deliver(delivery)
        die(self._point, "after call")
        return receipt


def die(wanted: str, here: str) -> None:
    if wanted == here:
        os.kill(os.getpid(), signal.SIGKILL)


def main(database_url: str, rasa_url: str, point: str = "") -> None:
    outbox: Any = DyingOutbox(open_outbox(make_sessions(make_engine(database_url))), point)
    worker = Worker(
        outbox, DyingCall(rasa_url, point), f"w{os.getpid()}", timedelta(seconds=LEASE_S)
    )
    print("works", flush=True)
    worker.run(threading.Event())


if __name__ == "__main__":
    main(*sys.argv[1:])
