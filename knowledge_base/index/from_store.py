"""Build the index from what the store publishes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy.orm import Session, sessionmaker

from knowledge_base.elsewhere import load_elsewhere
from knowledge_base.encoder import Encoder
from knowledge_base.everyday import load_everyday
from knowledge_base.index.build import BuildReport, Content, build_index
from knowledge_base.store import ProcedureRepository


def build_from_store(
    sessions: sessionmaker[Session],
    encoder: Encoder,
    index_dir: Path,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> BuildReport:
    """Bring the index up to date with the published procedures and swap it in."""
    with sessions() as session:
        repository = ProcedureRepository(session)
        procedures = [stored.procedure for stored in repository.all()]
        codes = {procedure.code for procedure in procedures}
        content = Content(
            procedures=procedures,
            fingerprint=repository.fingerprint(),
            words=load_everyday(),
            matters=[matter for matter in load_elsewhere() if codes.isdisjoint(matter.held_by)],
        )
        return build_index(content, encoder, index_dir, progress)
