"""Files: fetched by us, handed over once, or told where they lie."""

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.channels.messages import File
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.documents import LARGEST, file_name
from tests.bot.telegram.tools import CHAT, PERSON, Running
from tests.fakes.telegram.handle import FakeTelegram


@pytest.fixture
def site(tmp_path: Path) -> Iterator["tuple[str, Path]"]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """Keep tests quiet."""

    handler = functools.partial(Quiet, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", tmp_path
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_file_is_handed_over_once_under_its_name(
    telegram: FakeTelegram, run: Running, site: "tuple[str, Path]"
):
    address, folder = site
    (folder / "mau-1.docx").write_bytes(b"PK form")
    file = File(f"{address}/mau-1.docx", "Tờ khai", "Mẫu *01*")

    async def twice(channel: TelegramChannel) -> None:
        await channel.send(PERSON, [file])
        (folder / "mau-1.docx").unlink()
        await channel.send(PERSON, [file])

    run(twice)
    first, second = telegram.received(CHAT)
    assert first["message"]["document"]["file_name"] == "Tờ khai.docx"
    assert first["message"]["caption"] == "Mẫu 01"
    assert first["message"]["document"]["file_id"] == second["message"]["document"]["file_id"]


def test_a_file_that_cannot_be_had_becomes_its_address(
    telegram: FakeTelegram, run: Running, site: "tuple[str, Path]"
):
    address, folder = site
    (folder / "large.pdf").write_bytes(b"x" * (LARGEST + 1))
    (folder / "empty.pdf").write_bytes(b"")
    said = [File(f"{address}/{name}.pdf", "Tờ khai", "Mẫu") for name in ("no", "large", "empty")]
    run(lambda channel: channel.send(PERSON, said))
    assert telegram.texts(CHAT) == [
        line for file in said for line in ("Mẫu", f"Tờ khai: {file.url}")
    ]


def test_a_file_that_telegram_has_lost_is_handed_over_again(
    telegram: FakeTelegram, run: Running, site: "tuple[str, Path]"
):
    address, folder = site
    (folder / "a.pdf").write_bytes(b"%PDF")
    file = File(f"{address}/a.pdf", "Đơn")

    async def thrice(channel: TelegramChannel) -> None:
        await channel.send(PERSON, [file])
        telegram.refuse(400, "Bad Request: wrong file identifier", "/sendDocument")
        await channel.send(PERSON, [file])
        await channel.send(PERSON, [file])

    run(thrice)
    methods = [item["method"] for item in telegram.received(CHAT)]
    assert methods == ["sendDocument", "sendMessage", "sendDocument"]


@pytest.mark.parametrize(
    ("url", "name", "kept"),
    [
        ("https://x.vn/a/b.PDF?c=1", "Đơn.pdf", "Đơn.pdf"),
        ("https://x.vn/a/b.doc", "Đơn đề nghị", "Đơn đề nghị.doc"),
        ("https://x.vn/a/b.doc", "", "b.doc"),
        ("https://x.vn/tai-ve", "Mẫu 01/ĐK", "Mẫu 01-ĐK"),
    ],
)
def test_the_name_of_a_file(url: str, name: str, kept: str):
    assert file_name(url, name) == kept
