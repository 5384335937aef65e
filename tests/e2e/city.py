"""A whole motcua with its citizens on Zalo and Telegram, and stand-ins for the platforms."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from api.channels.zalo_tokens.oauth import Pair
from api.channels.zalo_tokens.pairs import Pairs
from api.database import make_engine, make_sessions, migrate
from api.secrets import cipher_secret
from api.settings import Settings
from api.vault.cipher import Cipher
from tests.fakes.telegram.handle import FakeTelegram, fake_telegram
from tests.fakes.zalo.handle import FakeZalo, fake_zalo
from tests.stack import Stack, prepare, running

SECRET = "secret-of-the-webhook"


@dataclass(frozen=True)
class City:
    """The running product and the two platforms."""

    stack: Stack
    zalo: FakeZalo
    telegram: FakeTelegram


@contextmanager
def city(state: Path) -> Iterator[City]:
    """A city whose people can write; stopped at the end."""
    with fake_zalo() as zalo, fake_telegram() as telegram:
        app = zalo.set()
        prepare(state)
        _consent(state, zalo, app["app_id"])
        environment = {
            "ZALO_APP_ID": app["app_id"],
            "ZALO_APP_SECRET": app["app_secret"],
            "ZALO_OA_SECRET_KEY": app["oa_secret_key"],
            "ZALO_API_BASE": zalo.address,
            "ZALO_OAUTH_BASE": zalo.address,
            "ZALO_BUSINESS_BASE": zalo.address,
            "ZALO_MEDIA_HOSTS": zalo.address,
            "TELEGRAM_TOKEN": telegram.token(),
            "TELEGRAM_SECRET_TOKEN": SECRET,
            "TELEGRAM_API_BASE": telegram.address,
            "MOTCUA_PERSON_RATE": "1000/minute",
            "MOTCUA_ADDRESS_RATE": "100000/minute",
        }
        with running(state, **environment) as stack:
            zalo.set(webhook_url=f"{stack.rasa}/webhooks/zalo/webhook")
            _set_webhook(telegram, f"{stack.rasa}/webhooks/telegram/webhook")
            yield City(stack, zalo, telegram)


def wait_for(found: Callable[[], object], within_s: float = 30) -> None:
    """Wait until ``found()`` is true.

    Raises:
        TimeoutError: it never was.
    """
    deadline = time.monotonic() + within_s
    while not found():
        if time.monotonic() > deadline:
            raise TimeoutError("it did not happen")
        time.sleep(0.05)


def _consent(state: Path, zalo: FakeZalo, app_id: str) -> None:
    """What ``motcua channels setup zalo`` leaves behind."""
    settings = Settings(state_dir=state)
    engine = make_engine(settings.sqlalchemy_url)
    migrate(engine)
    tokens = zalo.tokens()
    pairs = Pairs(make_sessions(engine), Cipher(cipher_secret(settings)), app_id)
    pairs.save(Pair(tokens["access_token"], tokens["refresh_token"], 3600.0))
    engine.dispose()


def _set_webhook(telegram: FakeTelegram, url: str) -> None:
    reply = httpx.post(
        f"{telegram.base_url}{telegram.token()}/setWebhook",
        data={"url": url, "secret_token": SECRET},
        trust_env=False,
    )
    assert reply.json()["ok"], reply.text
