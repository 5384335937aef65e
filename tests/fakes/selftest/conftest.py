"""One process of each fake for all tests here, begun anew for each."""

from collections.abc import Iterator

import httpx
import pytest

from tests.fakes.receiver import Receiver, receiving
from tests.fakes.telegram.handle import FakeTelegram, fake_telegram
from tests.fakes.zalo.handle import FakeZalo, fake_zalo


@pytest.fixture(scope="session")
def zalo_process() -> Iterator[FakeZalo]:
    with fake_zalo() as zalo:
        yield zalo


@pytest.fixture
def zalo(zalo_process: FakeZalo) -> FakeZalo:
    zalo_process.reset()
    return zalo_process


@pytest.fixture(scope="session")
def telegram_process() -> Iterator[FakeTelegram]:
    with fake_telegram() as telegram:
        yield telegram


@pytest.fixture
def telegram(telegram_process: FakeTelegram) -> FakeTelegram:
    telegram_process.reset()
    return telegram_process


@pytest.fixture
def webhook() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False, timeout=10) as client:
        yield client
