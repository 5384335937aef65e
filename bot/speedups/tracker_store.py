"""Rasa's SQL tracker store, addressed by one setting and tuned for SQLite.

Stock spends half of a message's time here: with SQLite it opens a file, and waits for
the disk, for every read and every write; and before each write it counts what it has
just read.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Dict, List

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from bot.speedups import enabled
from bot.speedups.tracker_cache import TrackerCache

# Where a tracker keeps how many of its events are in the database.
_STORED = "_motcua_stored_events"
_NEWEST_EVENT = sa.text("SELECT max(id) FROM events WHERE sender_id = :sender")
_COUNT = sa.text("SELECT count(*) FROM events WHERE sender_id = :sender")
_SAID = sa.text(
    "SELECT data FROM events WHERE sender_id = :sender AND type_name IN ('user', 'bot') ORDER BY id"
)
_FORGET = sa.text("DELETE FROM events WHERE sender_id = :sender")
# In portions, so that no message waits long for the one writer's lock of SQLite.
_FORGET_BEFORE = sa.text(
    "DELETE FROM events WHERE id IN"
    " (SELECT id FROM events WHERE timestamp < :before ORDER BY id LIMIT 2000)"
)


class TunedSQLTrackerStore(SQLTrackerStore):
    """Takes a file path (SQLite) or any SQLAlchemy URL.

    With SQLite a commit waits for no disk (write-ahead log, ``synchronous=NORMAL``): a
    power cut may lose the last turns of a conversation, never the file's integrity.

    Args:
        host: the path or URL (Rasa passes the ``url`` of endpoints.yml under this name).
        options: everything else that ``SQLTrackerStore`` takes.
    """

    def __init__(self, host: str, **options: Any) -> None:
        self._cache = TrackerCache()
        if "://" in host:
            super().__init__(host=host, **options)
        else:
            Path(host).parent.mkdir(parents=True, exist_ok=True)
            super().__init__(dialect="sqlite", db=host, **options)
        if enabled() and self.engine.dialect.name == "sqlite":
            self._keep_connections()

    def _keep_connections(self) -> None:
        """Replace stock's engine by one that keeps its connections open."""
        url = self.engine.url
        self.engine.dispose()
        # Rasa works in one thread; its lock store keeps a person's messages apart.
        self.engine = sa.create_engine(
            url, poolclass=QueuePool, connect_args={"check_same_thread": False}
        )
        sa.event.listen(self.engine, "connect", _tune)
        self.sessionmaker = sessionmaker(bind=self.engine)

    async def _retrieve(
        self, sender_id: str, fetch_events_from_all_sessions: bool
    ) -> DialogueStateTracker | None:
        plain = fetch_events_from_all_sessions or not enabled()
        if not plain:
            known = self._cache.take(sender_id, self._newest_event(sender_id))
            if known is not None:
                return known
        tracker = await super()._retrieve(sender_id, fetch_events_from_all_sessions)
        if tracker is not None and not plain:
            setattr(tracker, _STORED, len(tracker.events))
        return tracker

    def _newest_event(self, sender_id: str) -> int | None:
        """Number of the newest stored event of a conversation."""
        # Asked twice a message: plain SQL, because the ORM would cost more than the answer.
        with self.engine.connect() as connection:
            newest: int | None = connection.execute(_NEWEST_EVENT, {"sender": sender_id}).scalar()
        return newest

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save the new events and remember that they are saved."""
        await super().save(tracker)
        if enabled():
            setattr(tracker, _STORED, len(tracker.events))
            self._cache.put(tracker, self._newest_event(tracker.sender_id))

    def count_events(self, sender_id: str) -> int:
        """How many events of a conversation are stored."""
        with self.engine.connect() as connection:
            return int(connection.execute(_COUNT, {"sender": sender_id}).scalar() or 0)

    def said(self, sender_id: str) -> List[Dict[str, Any]]:
        """What both sides said in a conversation: the stored events ``user`` and ``bot``."""
        with self.engine.connect() as connection:
            rows = connection.execute(_SAID, {"sender": sender_id}).fetchall()
        return [json.loads(row[0]) for row in rows]

    def forget(self, sender_id: str) -> int:
        """Delete a conversation for good; how many events it had."""
        self._cache.take(sender_id, None)
        with self.engine.begin() as connection:
            self._overwrite(connection)
            gone = connection.execute(_FORGET, {"sender": sender_id}).rowcount
        self._shorten_log()
        return int(gone)

    def forget_before(self, when: float) -> int:
        """Delete all events older than ``when`` (Unix seconds); how many that were."""
        total = 0
        while True:
            with self.engine.begin() as connection:
                self._overwrite(connection)
                gone = connection.execute(_FORGET_BEFORE, {"before": when}).rowcount
            total += gone
            if gone == 0:
                self._shorten_log()
                return total

    def _overwrite(self, connection: Any) -> None:
        """Have SQLite write zeros over what is deleted, stock's connections included."""
        if self.engine.dialect.name == "sqlite":
            connection.execute(sa.text("PRAGMA secure_delete=ON"))

    def _shorten_log(self) -> None:
        """Empty SQLite's write-ahead log: it holds pages as they were before the deletion."""
        if self.engine.dialect.name != "sqlite":
            return
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))

    def _additional_events(
        self, session: Session, tracker: DialogueStateTracker
    ) -> Iterator[Event]:
        """The events not yet stored; counted in the database only where that is not known."""
        stored = getattr(tracker, _STORED, None)
        if stored is None:
            events: Iterator[Event] = super()._additional_events(session, tracker)
            return events
        return itertools.islice(tracker.events, stored, None)


def _tune(connection: Any, record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA busy_timeout=5000")
    cursor.close()
