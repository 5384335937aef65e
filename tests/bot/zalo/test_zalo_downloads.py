"""Pictures and files of people: fetched from Zalo's hosts and from nowhere else."""

import logging
from typing import Any

import pytest

from bot.channels.channel import LARGEST_FILE, FetchFailed
from bot.channels.zalo.settings import ZaloSettings, ZaloSettingsError
from tests.bot.zalo.support import Running

PICTURE = b"\xff\xd8\xff picture"


def fetch(run: Running, url: str, **settings: Any) -> Any:
    settings = {"media_hosts": (run.zalo.address,), **settings}
    return run(lambda channel: channel.fetch({"url": url}), **settings)


def reason(run: Running, url: str, **settings: Any) -> str:
    with pytest.raises(FetchFailed) as failed:
        fetch(run, url, **settings)
    return failed.value.reason


def test_a_picture_is_fetched_also_where_it_was_moved_to(run: Running):
    first = run.zalo.file("a.jpg", PICTURE)
    assert fetch(run, first) == PICTURE
    assert fetch(run, run.zalo.file("b.jpg", moved_to="/files/a.jpg")) == PICTURE
    assert fetch(run, run.zalo.file("c.jpg", moved_to=first)) == PICTURE


def test_an_event_without_an_address_has_nothing_to_fetch(run: Running):
    assert run(lambda channel: channel.fetch({"name": "a.pdf"})) is None


def test_what_cannot_be_had(run: Running):
    assert reason(run, f"{run.zalo.address}/files/none.jpg") == "file_lost"
    url = run.zalo.file("a.jpg", PICTURE)
    for kind in ("status", "drop"):
        run.zalo.fault(kind, "/files/")
        assert reason(run, url) == "file_lost"
    run.zalo.fault("slow", "/files/", seconds=1.0)
    assert reason(run, url, timeout_s=0.2) == "file_lost"


def test_what_is_too_large(run: Running):
    url = run.zalo.file("large.pdf", b"%PDF-" + b"\0" * LARGEST_FILE)
    assert reason(run, url) == "file_too_large"


def test_redirects_lead_nowhere_else(run: Running):
    inside = run.zalo.file("inside.jpg", PICTURE)
    # The same server by another name: a redirect may not go there.
    elsewhere = inside.replace("127.0.0.1", "localhost")
    assert reason(run, run.zalo.file("a.jpg", moved_to=elsewhere)) == "file_refused"
    for target in ("http://127.0.0.1:9/", "http://169.254.169.254/latest", "file:///etc/passwd"):
        assert reason(run, run.zalo.file("a.jpg", moved_to=target)) == "file_refused"
    round_about = run.zalo.file("round.jpg", moved_to="/files/round.jpg")
    assert reason(run, round_about) == "file_refused"


@pytest.mark.parametrize(
    "url",
    [
        "http://photo.zdn.vn/a.jpg",
        "https://evil.example/a.jpg",
        "https://zdn.vn.evil.example/a.jpg",
        "https://evilzdn.vn/a.jpg",
        "https://zdn.vn@evil.example/a.jpg",
        "https://user:word@photo.zdn.vn/a.jpg",
        "https://photo.zdn.vn:8443/a.jpg",
        "https://127.0.0.1/a.jpg",
        "https://[::1]/a.jpg",
        "ftp://photo.zdn.vn/a.jpg",
        "file:///etc/passwd",
        "/files/a.jpg",
    ],
)
def test_addresses_that_are_not_zalos_are_not_asked(run: Running, url: str):
    assert reason(run, url, media_hosts=("zdn.vn",)) in ("file_refused", "file_lost")
    assert run.zalo.requests("a.jpg") == []


def test_a_listed_name_that_leads_inside_is_refused(run: Running):
    # "localhost" as a listed host: its address is not public.
    assert reason(run, "https://localhost/a.jpg", media_hosts=("localhost",)) == "file_refused"


def test_no_address_is_logged(run: Running, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG, "bot")
    with pytest.raises(FetchFailed) as failed:
        fetch(run, f"{run.zalo.address}/files/a.jpg?token=secret")
    assert "secret" not in f"{failed.value} {failed.value.__cause__} {caplog.text}"


def test_hosts_are_a_setting():
    given = {"ZALO_MEDIA_HOSTS": " Zdn.vn, http://127.0.0.1:8091/ ,"}
    settings = ZaloSettings.from_environment(given)
    assert settings.media_hosts == ("zdn.vn", "http://127.0.0.1:8091")
    assert "zdn.vn" in ZaloSettings.from_environment({}).media_hosts
    for wrong in ("*", "zdn", "https://a/b", "a b.vn", "ftp://a.vn"):
        with pytest.raises(ZaloSettingsError):
            ZaloSettings.from_environment({"ZALO_MEDIA_HOSTS": wrong})
