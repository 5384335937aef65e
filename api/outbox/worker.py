"""Take due messages out of the outbox and have them sent: many people at once, each in order."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.outbox.rasa import EndUnknown, NotTried, RasaOutput
from api.outbox.schemas import Delivery, Outcome, Receipt
from api.outbox.service import NOT_REACHABLE, Outbox
from knowledge_base.errors import MotcuaError

log = structlog.get_logger()
# Longer than the longest call of Rasa, so that no message is with two workers.
LEASE = timedelta(seconds=75)
_SLOTS = 8
_POLL_S = 1.0
_ALIVE_EVERY_S = 5.0
_AFTER_FAILURE_S = 2.0


class Worker:
    """One worker; several may run at once.

    Args:
        outbox: what waits.
        rasa: where to.
        name: of this worker, different from all others.
        lease: how long a message is this worker's alone.
    """

    def __init__(
        self, outbox: Outbox, rasa: RasaOutput, name: str, lease: timedelta = LEASE
    ) -> None:
        self._outbox = outbox
        self._rasa = rasa
        self._name = name
        self._lease = lease
        self._busy: set[Future[None]] = set()
        self._news = threading.Event()
        self._next_alive = 0.0

    def run(self, stopped: threading.Event) -> None:
        """Work until ``stopped``; what is begun is finished."""
        with ThreadPoolExecutor(_SLOTS, "outbox") as pool:
            while not stopped.is_set():
                try:
                    self._housekeep()
                    self._take_all(pool)
                except SQLAlchemyError as error:
                    log.error("outbox.database", error=type(error).__name__)
                    stopped.wait(_AFTER_FAILURE_S)
                    continue
                self._news.wait(_POLL_S)
                self._news.clear()

    def deliver(self, delivery: Delivery) -> None:
        """Have one message sent, and settle it."""
        try:
            receipt = self._sent(delivery)
        except NotTried as error:
            log.warning("outbox.rasa_away", message=delivery.id, error=str(error))
            self._outbox.release(delivery.id, delivery.attempt)
        except EndUnknown as error:
            # The channel's own receipt settles it; without one the lease runs out.
            log.warning("outbox.end_unknown", message=delivery.id, error=str(error))
        else:
            state = self._outbox.receive(delivery.id, receipt)
            log.info("outbox.settled", message=delivery.id, state=state, reason=receipt.reason)

    def _sent(self, delivery: Delivery) -> Receipt:
        if not self._outbox.may_be_reached(delivery.person):
            return Receipt(
                attempt=delivery.attempt, outcome=Outcome.UNREACHABLE, reason=NOT_REACHABLE
            )
        return self._rasa.deliver(delivery)

    def _take_all(self, pool: ThreadPoolExecutor) -> None:
        places = _SLOTS - len(self._busy)
        for delivery in self._outbox.claim(self._name, places, self._lease) if places else []:
            work = pool.submit(self.deliver, delivery)
            self._busy.add(work)
            work.add_done_callback(self._finished)

    def _finished(self, work: Future[None]) -> None:
        self._busy.discard(work)
        # The same person's next message may go now.
        self._news.set()
        error = work.exception()
        if isinstance(error, (SQLAlchemyError, MotcuaError)):
            log.error("outbox.not_settled", error=type(error).__name__)
        elif error is not None:
            log.error("outbox.crashed", exc_info=error)

    def _housekeep(self) -> None:
        now = time.monotonic()
        if now >= self._next_alive:
            self._outbox.note_alive(self._name)
            self._next_alive = now + _ALIVE_EVERY_S
