"""Shared by all tests: a small real knowledge base in a temporary state folder."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Enough to be ambiguous: birth, birth again, marriage with and without a foreigner, land …
SMALL_SEED = (
    "1.001193", "1.004884", "1.000656", "1.000894", "2.000806", "1.004873", "2.000815",
    "2.000884", "1.004222", "1.004194", "1.012786", "1.012783", "1.013225", "1.001612",
    "1.001266", "1.001570", "3.000347", "1.013076", "1.013082", "2.000635",
)  # fmt: skip


def shared_dir() -> Path:
    """The shared data beside the repository."""
    return Path(os.environ.get("MOTCUA_SHARED_DIR", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = shared_dir()
    if not (folder / "data" / "procedures").is_dir():
        pytest.skip("the shared data is not beside the repository")
    return folder


@dataclass(frozen=True)
class SmallKnowledge:
    """Where the small knowledge base lies."""

    seed: Path
    state: Path
    models: Path


@pytest.fixture(scope="session")
def small_seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the seed files of ``SMALL_SEED``."""
    folder = tmp_path_factory.mktemp("seed")
    for path in sorted((ROOT / "data" / "procedures").rglob("*.yml")):
        if path.name.startswith(SMALL_SEED):
            shutil.copy(path, folder / path.name)
    return folder


@pytest.fixture(scope="session")
def small_knowledge(small_seed: Path, tmp_path_factory: pytest.TempPathFactory) -> SmallKnowledge:
    """Database and index of ``SMALL_SEED``, made by the code that set-up uses."""
    from api.database import make_engine, make_sessions, migrate
    from api.settings import Settings
    from knowledge_base.encoder import load_encoder
    from knowledge_base.index.from_store import build_from_store
    from knowledge_base.seed import publish_seed

    state = tmp_path_factory.mktemp("state")
    settings = Settings(state_dir=state)
    engine = make_engine(settings.sqlalchemy_url)
    migrate(engine)
    sessions = make_sessions(engine)
    publish_seed(small_seed, sessions)
    encoder = load_encoder(settings.encoder, settings.encoder_dir)
    build_from_store(sessions, encoder, settings.index_dir)
    engine.dispose()
    return SmallKnowledge(small_seed, state, settings.models)
