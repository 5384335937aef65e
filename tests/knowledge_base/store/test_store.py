"""The store: versions, curated records win, differences wait for review."""

from pathlib import Path

import pytest

from api.database import make_engine, make_sessions, migrate
from api.database.tables import Base
from knowledge_base.model import Procedure, Source
from knowledge_base.store import ProcedureRepository, ReviewRepository, Write
from knowledge_base.store.repository import Origin


@pytest.fixture
def sessions(tmp_path: Path):
    engine = make_engine(f"sqlite:///{tmp_path / 'test.db'}")
    migrate(engine)
    yield make_sessions(engine)
    engine.dispose()


def procedure(name: str = "Thủ tục thử", code: str = "1.000001") -> Procedure:
    return Procedure(code=code, name=name, field="Thử", source=Source(name="kiểm thử"))


def test_migrations_make_exactly_the_tables_of_the_models(tmp_path: Path):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    engine = make_engine(f"sqlite:///{tmp_path / 'schema.db'}")
    migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_writing_the_same_record_again_changes_nothing(sessions):
    with sessions.begin() as session:
        assert ProcedureRepository(session).put(procedure(), Origin.IMPORTED) is Write.CREATED
    with sessions.begin() as session:
        assert ProcedureRepository(session).put(procedure(), Origin.IMPORTED) is Write.UNCHANGED


def test_every_version_is_kept(sessions):
    for name in ("Thủ tục một", "Thủ tục hai"):
        with sessions.begin() as session:
            ProcedureRepository(session).put(procedure(name), Origin.CURATED)
    with sessions() as session:
        history = ProcedureRepository(session).history("1.000001")
    assert [(item.version, item.procedure.name) for item in history] == [
        (1, "Thủ tục một"),
        (2, "Thủ tục hai"),
    ]


def test_an_import_never_replaces_a_curated_record(sessions):
    with sessions.begin() as session:
        ProcedureRepository(session).put(procedure("Người sửa"), Origin.CURATED)
    with sessions.begin() as session:
        written = ProcedureRepository(session).put(procedure("Máy quét"), Origin.IMPORTED)
    assert written is Write.KEPT_CURATED
    with sessions() as session:
        stored = ProcedureRepository(session).get("1.000001")
    assert stored is not None
    assert stored.procedure.name == "Người sửa"


def test_a_difference_is_noted_once(sessions):
    found = [{"section": "fee", "curated": "1", "imported": "2"}]
    for expected in (True, False):
        with sessions.begin() as session:
            noted = ReviewRepository(session).note_difference(procedure(), found, "f.jsonl")
        assert noted is expected
    with sessions() as session:
        assert len(ReviewRepository(session).differences()) == 1


def test_the_fingerprint_follows_the_content(sessions):
    with sessions.begin() as session:
        repository = ProcedureRepository(session)
        repository.put(procedure(), Origin.CURATED)
        session.flush()
        before = repository.fingerprint()
        repository.put(procedure("Tên mới"), Origin.CURATED)
        session.flush()
        assert repository.fingerprint() != before
