"""A fake Telegram, and the channel that talks to it."""

from collections.abc import Iterator

import httpx
import pytest

from bot.channels.telegram import rate
from tests.bot.telegram.tools import CHAT, SECRET, Running
from tests.fakes.receiver import Receiver, receiving
from tests.fakes.telegram.handle import FakeTelegram, fake_telegram


@pytest.fixture(scope="session")
def telegram_process() -> Iterator[FakeTelegram]:
    with fake_telegram() as telegram:
        yield telegram


@pytest.fixture
def telegram(telegram_process: FakeTelegram) -> FakeTelegram:
    telegram_process.reset()
    telegram_process.chat(CHAT)
    return telegram_process


@pytest.fixture
def webhook(telegram: FakeTelegram) -> Iterator[Receiver]:
    with receiving() as receiver:
        address = f"{telegram.base_url}{telegram.token()}/setWebhook"
        fields = {"url": receiver.url, "secret_token": SECRET}
        httpx.post(address, json=fields, trust_env=False).raise_for_status()
        yield receiver


@pytest.fixture
def run(telegram: FakeTelegram) -> Running:
    return Running(telegram)


@pytest.fixture(autouse=True)
def _in_no_hurry(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    # Only the tests of the measure itself wait for it.
    if "measure" not in request.node.name:
        monkeypatch.setattr(rate, "BURST_PER_CHAT", 1000.0)
