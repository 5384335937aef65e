"""Documents: fetched, uploaded, sent by their token; a link where that does not work."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bot.channels.messages import File
from bot.channels.zalo.uploads import LARGEST
from tests.bot.zalo.support import PERSON, USER, Running

CONTENT = {
    "/form.pdf": b"%PDF-1.7 form",
    "/large.pdf": b"x" * (LARGEST + 1),
    "/empty.pdf": b"",
    "/picture.exe": b"MZ",
}


@pytest.fixture(scope="module")
def files() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = CONTENT.get(self.path)
            self.send_response(200 if content is not None else 404)
            self.send_header("Content-Length", str(len(content or b"")))
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, *args: Any) -> None:
            """Keep tests quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def send(run: Running, url: str, times: int = 1) -> "list[dict]":
    async def often(channel):
        for _ in range(times):
            await channel.send(PERSON, [File(url, "Tờ khai")])

    run(often)
    return [item["message"] for item in run.zalo.received(USER)]


def test_a_document_is_uploaded_once_and_sent_by_its_token(run: Running, files: str):
    sent = send(run, f"{files}/form.pdf", times=3)
    assert len({item["attachment"]["payload"]["token"] for item in sent}) == 1
    assert [item["attachment"]["type"] for item in sent] == ["file"] * 3
    assert len(run.zalo.requests("/upload/file")) == 1


@pytest.mark.parametrize("name", ["large.pdf", "empty.pdf", "picture.exe", "missing.pdf"])
def test_what_zalo_does_not_take_becomes_a_link(run: Running, files: str, name: str):
    assert send(run, f"{files}/{name}") == [{"text": f"Tờ khai: {files}/{name}"}]
    assert run.zalo.requests("/upload/file") == []


def test_an_upload_that_zalo_has_dropped_becomes_a_link_and_then_a_new_upload(
    run: Running, files: str
):
    async def later(channel):
        await channel.send(PERSON, [File(f"{files}/form.pdf", "Tờ khai")])
        run.zalo.turn_clock(8 * 86_400)
        run.tokens._token = run.zalo.tokens()["access_token"]
        run.zalo.user(USER, idle_s=60)
        for _ in range(2):
            await channel.send(PERSON, [File(f"{files}/form.pdf", "Tờ khai")])

    run(later)
    kinds = ["text" in item["message"] for item in run.zalo.received(USER)]
    assert kinds == [False, True, False]


def test_no_more_uploads_this_month_becomes_a_link(run: Running, files: str):
    run.zalo.set(uploads_per_month=0)
    assert send(run, f"{files}/form.pdf") == [{"text": f"Tờ khai: {files}/form.pdf"}]
