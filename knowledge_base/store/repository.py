"""All queries on procedures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import orjson
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge_base.model import Procedure
from knowledge_base.store.tables import ProcedureRow, ProcedureVersionRow


class Origin(StrEnum):
    """Who stands behind a record. A curated one is never overwritten by an import."""

    CURATED = "curated"
    IMPORTED = "imported"


class Write(StrEnum):
    """What a write did."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT_CURATED = "kept_curated"


@dataclass(frozen=True)
class StoredProcedure:
    """A published procedure with its place in the history."""

    procedure: Procedure
    origin: Origin
    version: int
    content_hash: str
    updated_at: datetime


def content_hash(procedure: Procedure) -> str:
    """SHA-256 of the record in a canonical form: equal records, equal hashes."""
    canonical = orjson.dumps(procedure.model_dump(mode="json"), option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(canonical).hexdigest()


class ProcedureRepository:
    """Reads and writes published procedures in one session; the caller commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, code: str) -> StoredProcedure | None:
        """The published procedure of that code, or ``None``."""
        row = self._session.get(ProcedureRow, code)
        return None if row is None else _stored(row)

    def all(self) -> Iterator[StoredProcedure]:
        """Every published procedure, by code."""
        rows = self._session.scalars(
            select(ProcedureRow).order_by(ProcedureRow.code).execution_options(yield_per=200)
        )
        return (_stored(row) for row in rows)

    def count(self) -> int:
        """How many procedures are published."""
        return self._session.scalar(select(func.count()).select_from(ProcedureRow)) or 0

    def fingerprint(self) -> str:
        """Changes whenever any published record does; cheap enough to ask often."""
        digest = hashlib.sha256()
        rows = self._session.execute(
            select(ProcedureRow.code, ProcedureRow.content_hash).order_by(ProcedureRow.code)
        )
        for code, record_hash in rows:
            digest.update(f"{code}:{record_hash}\n".encode())
        return digest.hexdigest()

    def history(self, code: str) -> list[StoredProcedure]:
        """All versions of a procedure, oldest first."""
        rows = self._session.scalars(
            select(ProcedureVersionRow)
            .where(ProcedureVersionRow.code == code)
            .order_by(ProcedureVersionRow.version)
        )
        return [
            StoredProcedure(
                procedure=Procedure.model_validate(row.record),
                origin=Origin(row.origin),
                version=row.version,
                content_hash=row.content_hash,
                updated_at=row.created_at,
            )
            for row in rows
        ]

    def put(self, procedure: Procedure, origin: Origin, raw: dict[str, Any] | None = None) -> Write:
        """Publish a record as a new version, unless it changes nothing.

        An imported record never replaces a curated one: then nothing is written and
        ``KEPT_CURATED`` is returned.
        """
        new_hash = content_hash(procedure)
        row = self._session.get(ProcedureRow, procedure.code)
        if row is not None:
            if row.origin == Origin.CURATED and origin is Origin.IMPORTED:
                return Write.KEPT_CURATED
            if row.content_hash == new_hash and row.origin == origin:
                return Write.UNCHANGED
        self._publish(row, procedure, origin, new_hash, raw)
        return Write.CREATED if row is None else Write.UPDATED

    def _publish(
        self,
        row: ProcedureRow | None,
        procedure: Procedure,
        origin: Origin,
        new_hash: str,
        raw: dict[str, Any] | None,
    ) -> None:
        now = datetime.now(UTC)
        record = procedure.model_dump(mode="json")
        version = 1 if row is None else row.version + 1
        values: dict[str, Any] = {
            "name": procedure.name,
            "field": procedure.field,
            "origin": origin.value,
            "version": version,
            "content_hash": new_hash,
            "record": record,
            "updated_at": now,
        }
        if row is None:
            row = ProcedureRow(code=procedure.code, raw=raw, **values)
            self._session.add(row)
        else:
            for key, value in values.items():
                setattr(row, key, value)
            if raw is not None:
                row.raw = raw
        self._session.add(
            ProcedureVersionRow(
                code=procedure.code,
                version=version,
                origin=origin.value,
                content_hash=new_hash,
                record=record,
                created_at=now,
            )
        )


def _stored(row: ProcedureRow) -> StoredProcedure:
    return StoredProcedure(
        procedure=Procedure.model_validate(row.record),
        origin=Origin(row.origin),
        version=row.version,
        content_hash=row.content_hash,
        updated_at=row.updated_at,
    )
