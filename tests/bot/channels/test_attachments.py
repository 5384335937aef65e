"""What comes beside words: into the store, and a reference to the dialogue; never in the way."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import httpx
import pytest

from api.client.media import MediaApi
from api.client.wire import Wire
from bot.channels.base import attachments
from bot.channels.base.attachments import Attachments
from bot.channels.base.merging import Heard, merge
from bot.channels.channel import FetchFailed, MessagingChannel
from bot.channels.inbound import Inbound, Kind


class Platform(MessagingChannel):
    """A channel whose files a test gives."""

    name = "pigeon"
    is_configured = True

    def __init__(self, *answers: bytes | Exception | float) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def verify(self, request: object) -> None:
        """Nothing comes in here."""

    def read(self, request: object) -> list[Inbound]:
        return []

    async def send(self, person: str, messages: object) -> None:
        """Nothing goes out here."""

    async def fetch(self, data: Mapping[str, str]) -> bytes | None:
        self.asked.append(data.get("url", ""))
        answer = self.answers.pop(0) if self.answers else b"%PDF-"
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, float):
            await asyncio.sleep(answer)
            return b"late"
        return answer


class Store:
    """The API's store, as far as the bot sees it."""

    def __init__(self, status: int = 201, code: str = "") -> None:
        self.status, self.code = status, code
        self.bodies: list[bytes] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.bodies.append(request.content)
        kept = {"media": "abcdefghijkm", "media_type": "application/pdf"}
        return httpx.Response(self.status, json=kept if self.status == 201 else {"code": self.code})


def event(kind: Kind, text: str = "", **data: str) -> Inbound:
    return Inbound(f"key-{kind.value}-{len(data)}", "zalo:1", kind, text, data, 1000.0)


def taken_in(platform: Platform, store: Store, *events: Inbound) -> list[Heard]:
    async def once() -> list[Heard]:
        wire = Wire("http://api", "t", 2, transport=httpx.MockTransport(store))
        try:
            work = Attachments(platform, MediaApi(wire))
            return await work.taken_in("zalo:1", merge(enumerate(events, 1)))
        finally:
            await wire.close()

    return asyncio.run(once())


PICTURE = event(Kind.IMAGE, "giấy đây", url="https://a.vn/x?key=secret", thumbnail="https://a.vn/t")
FILE = event(Kind.FILE, url="https://a.vn/y", name="đơn của Nguyễn Văn An.pdf", size="9")


def test_the_dialogue_hears_a_reference_and_no_address():
    platform, store = Platform(), Store()
    (picture, file) = taken_in(platform, store, PICTURE, FILE)
    assert picture.text == '/receive{"what": "image"}'
    kept = {"media": "abcdefghijkm", "media_type": "application/pdf"}
    assert picture.data == {"caption": "giấy đây", **kept}
    assert file.data == kept
    sent = b"".join(store.bodies)
    assert "đơn của Nguyễn Văn An.pdf".encode() in sent
    assert PICTURE.key.encode() in sent


@pytest.mark.parametrize(
    ("failure", "tries"),
    [("file_refused", 1), ("file_too_large", 1), ("file_lost", 2)],
)
def test_a_failed_fetch_is_said_and_nothing_else_waits(failure: str, tries: int):
    platform = Platform(*[FetchFailed(failure)] * tries)
    said = event(Kind.TEXT, "làm khai sinh")
    (picture, text) = taken_in(platform, Store(), PICTURE, said)
    assert picture.text == f'/receive{{"what": "{failure}"}}'
    assert picture.data == {"caption": "giấy đây"}
    assert len(platform.asked) == tries
    assert text.text == "làm khai sinh"


def test_a_second_try_may_succeed():
    (picture,) = taken_in(Platform(FetchFailed("file_lost"), b"%PDF-"), Store(), PICTURE)
    assert picture.data["media"]


@pytest.mark.parametrize(
    ("status", "code", "what"),
    [
        (422, "media.refused", "file_refused"),
        (422, "image.refused", "file_refused"),
        (413, "media.too_large", "file_too_large"),
        (413, "input.too_long", "file_too_large"),
        (429, "media.too_many", "file_too_many"),
        (503, "backend.unavailable", "file_lost"),
    ],
)
def test_what_the_store_says(status: int, code: str, what: str):
    (picture,) = taken_in(Platform(), Store(status, code), PICTURE)
    assert picture.text == f'/receive{{"what": "{what}"}}'


def test_all_files_of_a_turn_have_one_time(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(attachments, "WITHIN_S", 0.2)
    heard = taken_in(Platform(*[9.0] * 5), Store(), *[PICTURE] * 5)
    assert [item.text for item in heard] == ['/receive{"what": "file_lost"}'] * 5


def test_other_messages_keep_what_the_dialogue_may_know():
    place = event(Kind.LOCATION, latitude="10.77", longitude="106.69")
    voice = event(Kind.VOICE, url="https://a.vn/v.amr")
    contact = event(Kind.CONTACT, phone="0900000001", name="Nguyễn Văn An", birth_date="1/1/1990")
    platform = Platform()
    heard = taken_in(platform, Store(), place, voice, contact)
    assert [item.data for item in heard] == [
        {"latitude": "10.77", "longitude": "106.69"},
        {},
        {"phone": "0900000001"},
    ]
    assert platform.asked == []
