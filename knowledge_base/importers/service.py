"""Import a file into the store: new and changed records are published, people's work wins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from knowledge_base.importers.differences import differences
from knowledge_base.importers.parse import parse_file
from knowledge_base.importers.rows import Imported, ParsedRow, Quarantined
from knowledge_base.model import Procedure
from knowledge_base.store import ProcedureRepository, ReviewRepository, Write
from knowledge_base.store.repository import Origin

_BATCH = 200
# A file of nothing but broken lines must not fill the disk; beyond this they are only counted.
_MOST_QUARANTINED = 10_000
Progress = Callable[[int], None]


@dataclass
class ImportSummary:
    """Counts of one import; ``read`` is the sum of the four that follow it.

    ``differences`` counts rows that differ from a curated record of the same code: they
    are unchanged in the store and wait for review.
    """

    read: int = 0
    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    quarantined: int = 0
    differences: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    doubts: Counter[str] = field(default_factory=Counter)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self) | {
            "reasons": dict(sorted(self.reasons.items())),
            "doubts": dict(sorted(self.doubts.items())),
        }


def import_file(
    path: Path,
    sessions: sessionmaker[Session],
    retrieved: str | None = None,
    progress: Progress = lambda read: None,
) -> ImportSummary:
    """Import every row of ``path``; running it again changes nothing.

    Args:
        path: JSON lines, plain or gzipped, of either known shape.
        sessions: the store.
        retrieved: date of the crawl (year, month or day); else the year in the file's name.
        progress: called with the number of rows read so far.

    Raises:
        ImportFailed: the file cannot be read at all; nothing was changed.
    """
    summary = ImportSummary()
    quarantined: list[tuple[int, str | None, str, str]] = []
    rows = parse_file(path, retrieved)
    while batch := list(islice(rows, _BATCH)):
        # One transaction a batch: a crash half-way loses nothing that a second run
        # would not bring again.
        with sessions.begin() as session:
            for row in batch:
                _store(row, session, path.name, summary, quarantined)
        progress(summary.read)
    with sessions.begin() as session:
        ReviewRepository(session).replace_quarantine(path.name, quarantined)
    return summary


def _store(
    row: ParsedRow,
    session: Session,
    file_name: str,
    summary: ImportSummary,
    quarantined: list[tuple[int, str | None, str, str]],
) -> None:
    summary.read += 1
    if isinstance(row, Quarantined):
        summary.quarantined += 1
        summary.reasons[row.reason_code.value] += 1
        if len(quarantined) < _MOST_QUARANTINED:
            quarantined.append((row.line, row.code, row.reason_code.value, row.detail))
        return
    summary.doubts.update(issue.value for issue in row.issues)
    procedure = _with_known_date(row.procedure, session)
    written = ProcedureRepository(session).put(procedure, Origin.IMPORTED, row.raw)
    if written is Write.CREATED:
        summary.imported += 1
    elif written is Write.UPDATED:
        summary.updated += 1
    else:
        summary.unchanged += 1
    if written is Write.KEPT_CURATED:
        summary.differences += _note_differences(row, session, file_name)


def _with_known_date(procedure: Procedure, session: Session) -> Procedure:
    """A crawl of unknown date never takes a known date away."""
    if procedure.source.retrieved is not None:
        return procedure
    stored = ProcedureRepository(session).get(procedure.code)
    if stored is None:
        return procedure
    known = stored.procedure
    source = procedure.source.model_copy(update={"retrieved": known.source.retrieved})
    return procedure.model_copy(update={"source": source, "last_checked": known.last_checked})


def _note_differences(row: Imported, session: Session, file_name: str) -> bool:
    stored = ProcedureRepository(session).get(row.procedure.code)
    assert stored is not None
    found = differences(stored.procedure, row.procedure)
    if not found:
        return False
    as_json = [
        {"section": str(item.section), "curated": item.curated, "imported": item.imported}
        for item in found
    ]
    ReviewRepository(session).note_difference(row.procedure, as_json, file_name)
    return True
