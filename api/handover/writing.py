"""Write into a request, each thing once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from api.handover.contents import Contents
from api.handover.repository import HandoverRepository
from api.handover.schemas import Author, Content
from api.handover.tables import HandoverMessageRow, HandoverRow


class Writing:
    """Writes messages.

    Args:
        contents: seals them.
        now: the clock.
    """

    def __init__(self, contents: Contents, now: Callable[[], datetime]) -> None:
        self._contents = contents
        self._now = now

    def say(
        self,
        session: Session,
        row: HandoverRow,
        author: Author,
        content: Content,
        key: str,
        officer: str | None = None,
    ) -> HandoverMessageRow | None:
        """Keep one message of ``row``, which is locked; ``None`` when it is there already."""
        repository = HandoverRepository(session)
        if repository.has_message(row.id, key):
            return None
        message = HandoverMessageRow(
            handover_id=row.id,
            author=author.value,
            officer=officer,
            sealed=self._contents.seal(content),
            key=key,
            at=self._now(),
        )
        repository.add(message)
        return message

    def happened(self, session: Session, row: HandoverRow, text: str) -> None:
        """Keep what was done with ``row``."""
        count = len(HandoverRepository(session).messages(row.id))
        self.say(session, row, Author.SYSTEM, Content(text=text), f"system:{count}")
