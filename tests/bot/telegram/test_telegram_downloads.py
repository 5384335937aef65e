"""Pictures and files of people, fetched from Telegram."""

from typing import Any

import pytest

from bot.channels.channel import LARGEST_FILE, FetchFailed
from tests.bot.telegram.tools import TOKEN, Running
from tests.fakes.telegram.handle import FakeTelegram

PICTURE = b"\xff\xd8\xff picture"


def fetch(run: Running, file_id: str, **settings: Any) -> Any:
    return run(lambda channel: channel.fetch({"file_id": file_id}), **settings)


def test_a_file_is_fetched_by_its_number(telegram: FakeTelegram, run: Running):
    assert fetch(run, telegram.file("giấy.jpg", PICTURE)) == PICTURE
    assert run(lambda channel: channel.fetch({})) is None


@pytest.mark.parametrize("kind", ["status", "drop", "slow", "garbage"])
@pytest.mark.parametrize("path", ["/getFile", "/file/"])
def test_what_cannot_be_had(telegram: FakeTelegram, run: Running, kind: str, path: str):
    file_id = telegram.file("a.jpg", PICTURE)
    telegram.fault(kind, path, seconds=1.5)
    if (kind, path) == ("garbage", "/file/"):
        # Bytes are bytes; what they are is seen where they are kept.
        assert fetch(run, file_id) != PICTURE
        return
    with pytest.raises(FetchFailed) as failed:
        fetch(run, file_id, timeout_s=0.5)
    assert failed.value.reason == "file_lost"
    # Its address holds the token.
    assert TOKEN not in f"{failed.value!r} {failed.value.__cause__!r}"


def test_what_telegram_does_not_have_or_give(telegram: FakeTelegram, run: Running):
    with pytest.raises(FetchFailed, match="file_lost"):
        fetch(run, "no such file")
    large = telegram.file("large.pdf", b"\0" * (LARGEST_FILE + 1))
    with pytest.raises(FetchFailed, match="file_too_large"):
        fetch(run, large)
