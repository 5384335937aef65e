"""A fake Zalo, and the channel that talks to it."""

from collections.abc import Iterator

import pytest

from tests.bot.zalo.support import USER, Running
from tests.fakes.receiver import Receiver, receiving
from tests.fakes.zalo.handle import FakeZalo, fake_zalo


@pytest.fixture(scope="session")
def zalo_process() -> Iterator[FakeZalo]:
    with fake_zalo() as zalo:
        yield zalo


@pytest.fixture
def zalo(zalo_process: FakeZalo) -> FakeZalo:
    zalo_process.reset()
    zalo_process.user(USER, following=True, idle_s=60)
    return zalo_process


@pytest.fixture
def webhook(zalo: FakeZalo) -> Iterator[Receiver]:
    with receiving() as receiver:
        zalo.set(webhook_url=receiver.url)
        yield receiver


@pytest.fixture
def run(zalo: FakeZalo) -> Running:
    return Running(zalo)
