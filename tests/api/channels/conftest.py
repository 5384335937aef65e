"""A fake Zalo for all tests here, begun anew for each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.channels.desk import Desk
from tests.fakes.zalo.handle import FakeZalo, fake_zalo


@pytest.fixture(scope="session")
def zalo_process() -> Iterator[FakeZalo]:
    with fake_zalo() as zalo:
        yield zalo


@pytest.fixture
def zalo(zalo_process: FakeZalo) -> FakeZalo:
    zalo_process.reset()
    return zalo_process


@pytest.fixture
def desk(zalo: FakeZalo, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(zalo, tmp_path / "motcua.db")
    yield made
    made.engine.dispose()
