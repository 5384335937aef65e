"""All queries on channel switches."""

from __future__ import annotations

from sqlalchemy.orm import Session

from api.channels.switches.tables import ChannelSwitchRow


class SwitchRepository:
    """Reads and writes switches; the caller commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, channel: str) -> ChannelSwitchRow | None:
        """The switch of ``channel``, if it was ever touched."""
        return self._session.get(ChannelSwitchRow, channel)

    def put(self, row: ChannelSwitchRow) -> None:
        """Write a switch."""
        self._session.merge(row)
