"""Publish the seed files in the store."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from sqlalchemy.orm import Session, sessionmaker

from knowledge_base.seed.loader import load_seed
from knowledge_base.store import ProcedureRepository, Write
from knowledge_base.store.repository import Origin


def publish_seed(folder: Path, sessions: sessionmaker[Session]) -> Counter[Write]:
    """Publish every seed record that is new or changed, all or none.

    Raises:
        SeedError: a file is not a valid procedure.
    """
    procedures = load_seed(folder)
    with sessions.begin() as session:
        repository = ProcedureRepository(session)
        return Counter(repository.put(item, Origin.CURATED) for item in procedures)
