"""All queries on Zalo's tokens."""

from __future__ import annotations

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from api.channels.zalo_tokens.tables import ZaloTokenRow


class ZaloTokenRepository:
    """Reads and writes an app's pair; the caller commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, app_id: str) -> ZaloTokenRow | None:
        """The app's row."""
        return self._session.get(ZaloTokenRow, app_id)

    def find_for_writing(self, app_id: str) -> ZaloTokenRow | None:
        """The app's row, which nobody else writes until the caller commits.

        PostgreSQL locks the row; SQLite has no row locks, so its one writer's lock is taken.
        """
        if self._session.get_bind().dialect.name == "sqlite":
            self._session.execute(text("BEGIN IMMEDIATE"))
        query = select(ZaloTokenRow).where(ZaloTokenRow.app_id == app_id).with_for_update()
        return self._session.scalars(query).one_or_none()

    def add(self, row: ZaloTokenRow) -> None:
        """Keep an app's first pair."""
        self._session.add(row)
