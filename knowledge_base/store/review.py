"""All queries on what an import left for people to review."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from knowledge_base.model import Procedure
from knowledge_base.store.repository import content_hash
from knowledge_base.store.tables import DifferenceRow, QuarantineRow


class ReviewRepository:
    """Differences to curated records, and quarantined rows; the caller commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def note_difference(
        self, imported: Procedure, differences: list[dict[str, Any]], source_file: str
    ) -> bool:
        """Keep the newest difference of a code; returns whether it was not known yet."""
        new_hash = content_hash(imported)
        row = self._session.get(DifferenceRow, imported.code)
        if row is not None and row.content_hash == new_hash and row.differences == differences:
            return False
        if row is None:
            row = DifferenceRow(code=imported.code)
            self._session.add(row)
        row.content_hash = new_hash
        row.imported = imported.model_dump(mode="json")
        row.differences = differences
        row.source_file = source_file
        row.seen_at = datetime.now(UTC)
        return True

    def differences(self) -> list[DifferenceRow]:
        """All differences to review, by code."""
        return list(self._session.scalars(select(DifferenceRow).order_by(DifferenceRow.code)))

    def replace_quarantine(
        self, source_file: str, rows: list[tuple[int, str | None, str, str]]
    ) -> None:
        """Set the quarantined rows of a file: (line, code or None, reason, detail) each."""
        self._session.execute(delete(QuarantineRow).where(QuarantineRow.source_file == source_file))
        now = datetime.now(UTC)
        self._session.add_all(
            QuarantineRow(
                source_file=source_file,
                line=line,
                code=code,
                reason=reason,
                detail=detail,
                seen_at=now,
            )
            for line, code, reason, detail in rows
        )

    def quarantine_count(self) -> int:
        """How many rows are in quarantine."""
        return self._session.scalar(select(func.count()).select_from(QuarantineRow)) or 0
