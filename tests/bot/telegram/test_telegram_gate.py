"""Only Telegram comes in."""

import asyncio
import random

import pytest

from bot.channels.base.receiver import Receiver
from bot.channels.channel import Refused
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.settings import TelegramSettings, TelegramSettingsError
from tests.bot.telegram.tools import SECRET, TOKEN, WORDING, request

SETTINGS = TelegramSettings(token=TOKEN, secret_token=SECRET)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"


def refused(secret: object, settings: TelegramSettings = SETTINGS) -> int:
    """The status of the refusal; 0: let pass."""
    try:
        TelegramChannel(settings, WORDING).verify(request(secret=secret))
    except Refused as refusal:
        return refusal.status
    return 0


def test_the_right_secret_passes():
    assert refused(SECRET) == 0


@pytest.mark.parametrize("secret", [None, "", "é", "\udcff", SECRET + " ", SECRET.upper(), TOKEN])
def test_another_secret_is_403(secret: object):
    assert refused(secret) == 403


@pytest.mark.parametrize("missing", [{"token": ""}, {"secret_token": ""}])
@pytest.mark.parametrize("secret", [None, "", SECRET])
def test_without_credentials_everything_is_401(missing: dict, secret: object):
    settings = TelegramSettings(**{"token": TOKEN, "secret_token": SECRET, **missing})
    assert refused(secret, settings) == 401


def test_of_ten_thousand_and_one_requests_the_right_one_alone_passes():
    chance = random.Random(20261123)
    secrets = [_forged(chance) for _ in range(10_000)]
    place = chance.randrange(len(secrets))
    secrets.insert(place, SECRET)
    assert len(set(secrets)) > 5_000
    assert [number for number, item in enumerate(secrets) if not refused(item)] == [place]


def _forged(chance: random.Random) -> str:
    place = chance.randrange(len(SECRET))
    other = chance.choice([letter for letter in LETTERS if letter != SECRET[place]])
    return chance.choice(
        [
            lambda: "".join(chance.choices(LETTERS, k=len(SECRET))),
            lambda: SECRET[:place] + other + SECRET[place + 1 :],
            lambda: SECRET[:place],
            lambda: SECRET + "".join(chance.choices(LETTERS, k=chance.randrange(1, 20))),
            lambda: chance.choice(LETTERS) + SECRET,
            lambda: SECRET[:place] + SECRET[place].swapcase() + "x" + SECRET[place + 1 :],
            lambda: SECRET[:place] + chr(chance.randrange(0x80, 0x2000)) + SECRET[place + 1 :],
        ]
    )()


class Inbox:
    """Counts what is kept."""

    def __init__(self) -> None:
        self.kept: list = []

    async def store(self, channel: str, key: str, person: str, payload: dict) -> None:
        self.kept.append((channel, key, person, payload["kind"]))


@pytest.mark.parametrize(
    ("body", "secret", "settings", "status"),
    [
        (b'{"update_id":1}', SECRET, SETTINGS, 200),
        (b'{"update_id":1}', "x", SETTINGS, 403),
        (b'{"update_id":1}', SECRET, TelegramSettings(), 401),
        (b"{}", SECRET, SETTINGS, 400),
        (b" " * 300_000, SECRET, SETTINGS, 413),
    ],
)
def test_what_the_platform_is_answered(
    body: bytes, secret: str, settings: TelegramSettings, status: int
):
    inbox = Inbox()
    receiver = Receiver(TelegramChannel(settings, WORDING), inbox, lambda: None)
    reply = asyncio.run(receiver.receive(request(body, secret)))
    assert (reply.status, inbox.kept) == (status, [])


def test_settings_from_the_environment():
    made = TelegramSettings.from_environment(
        {"TELEGRAM_TOKEN": f" {TOKEN} ", "TELEGRAM_API_BASE": "http://localhost:8092/bot/"}
    )
    assert (made.token, made.api_base) == (TOKEN, "http://localhost:8092")
    assert made.methods_base == "http://localhost:8092/bot"
    assert not made.is_configured
    assert TOKEN not in repr(made)


@pytest.mark.parametrize(
    "wrong",
    [
        {"TELEGRAM_SECRET_TOKEN": "có dấu"},
        {"TELEGRAM_SECRET_TOKEN": "x" * 257},
        {"TELEGRAM_API_BASE": "ftp://x"},
        {"TELEGRAM_PER_SECOND": "-25"},
        {"TELEGRAM_TIMEOUT_S": "inf"},
        {"TELEGRAM_PATIENCE_S": "bao lâu cũng được"},
    ],
)
def test_a_setting_that_cannot_be_is_named_without_its_value(wrong: dict):
    ((name, value),) = wrong.items()
    with pytest.raises(TelegramSettingsError, match=name) as error:
        TelegramSettings.from_environment(wrong)
    assert value not in str(error.value)
