"""Delete what people asked to have deleted, until every place has done it; and what is old."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from api.database.scrub import empty_write_ahead_log
from api.privacy.place import Place
from api.privacy.requests.schemas import Work
from api.privacy.service import Privacy

log = structlog.get_logger()
# Longer than the longest call of a place; renewed after each.
LEASE = timedelta(minutes=5)
_POLL_S = 2.0
_AFTER_FAILURE_S = 5.0
_RETENTION_EVERY_S = 24 * 3600.0
# Once everything has started.
_RETENTION_FIRST_S = 60.0


class PrivacyWorker:
    """One worker; several may run at once.

    Args:
        privacy: whose requests and places.
        engine: of the database, whose write-ahead log is emptied after a deletion.
        name: of this worker, different from all others.
        lease: how long a request is this worker's alone.
    """

    def __init__(
        self, privacy: Privacy, engine: Engine, name: str, lease: timedelta = LEASE
    ) -> None:
        self._privacy = privacy
        self._engine = engine
        self._name = name
        self._lease = lease
        self._traces = False
        self._next_retention = time.monotonic() + _RETENTION_FIRST_S

    def run(self, stopped: threading.Event) -> None:
        """Work until ``stopped``; a request that is begun is left to the next start."""
        while not stopped.is_set():
            wait = _POLL_S
            try:
                while not stopped.is_set() and self.work_once():
                    pass
                self._housekeep()
            except SQLAlchemyError as error:
                log.error("privacy.database", error=type(error).__name__)
                wait = _AFTER_FAILURE_S
            except Exception as error:
                # The thread must live: people were promised that it is done.
                log.error("privacy.crashed", error=type(error).__name__)
                wait = _AFTER_FAILURE_S
            stopped.wait(wait)

    def work_once(self) -> bool:
        """Go through the places of one due request; whether there was one."""
        work = self._privacy.requests.claim(self._name, self._lease)
        if work is None:
            return False
        failing = []
        for place in self._privacy.places:
            if place.name in work.done:
                continue
            things = self._forget(place, work)
            if things is None:
                failing.append(place.name)
            elif not self._note(work, place, things):
                return True
        self._privacy.requests.settle(work, self._name, failing)
        self._traces = True
        log.info("privacy.deletion", request=work.id, failing=len(failing))
        return True

    def _forget(self, place: Place, work: Work) -> int | None:
        try:
            return sum(place.forget(person) for person in work.people)
        except Exception as error:
            # Whatever it is, the other places are not to wait for it.
            log.error("privacy.place_failed", place=place.name, error=type(error).__name__)
            return None

    def _note(self, work: Work, place: Place, things: int) -> bool:
        requests = self._privacy.requests
        return requests.note(work, self._name, place.name, things, self._lease)

    def _housekeep(self) -> None:
        if self._traces:
            self._traces = not empty_write_ahead_log(self._engine)
        if time.monotonic() >= self._next_retention:
            self._next_retention = time.monotonic() + _RETENTION_EVERY_S
            self._privacy.apply_retention()
            self._traces = True
