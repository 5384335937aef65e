"""Pictures of citizens: what is taken in, what is left of it, and who sees it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from PIL import Image

from api.media.errors import ImageRefused
from api.media.pictures import redrawn
from api.media.service import MediaStore
from tests.api.chat.conftest import stream
from tests.fakes.chat_app import chat_app
from tests.fakes.rasa_server import RasaServer

URL = "/api/v1/chat/images"
_ORIENTATION, _MAKER, _GPS = 0x0112, 0x010F, 0x8825


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **more: Any) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(written, kind, **more)
    return written.getvalue()


def _with_secrets() -> bytes:
    exif = Image.Exif()
    exif[_ORIENTATION] = 6
    exif[_MAKER] = "MayAnhCuaToi"
    exif.get_ifd(_GPS)[1] = "N"
    return picture(exif=exif, comment=b"GhiChuCuaToi")


def _send(client: TestClient, content: bytes, kind: str = "image/jpeg") -> Any:
    return client.post(URL, content=content, headers={"Content-Type": kind})


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_sent_told_to_the_bot_and_seen_again(
    client: TestClient, rasa: RasaServer, kind: str
) -> None:
    reply = _send(client, picture(kind), f"image/{kind.lower()}")
    assert reply.status_code == 200, reply.text
    reference = reply.json()["image"]
    stream(client, image=reference)
    assert rasa.last_message() == '/receive{"what":"image"}'
    assert rasa.received[-1]["metadata"]["data"] == {
        "media": reference,
        "media_type": "image/jpeg",
    }
    seen = client.get(f"{URL}/{reference}")
    assert seen.headers["content-type"] == "image/jpeg"
    assert Image.open(io.BytesIO(seen.content)).size == (60, 40)
    turn = client.get("/api/v1/chat/history").json()["turns"][0]
    assert turn["asked"] == {"text": "", "image": reference}
    assert f'src="{URL}/{reference}"' in client.get("/").text


def test_nobody_else_sees_it_or_sends_it(client: TestClient, app: FastAPI) -> None:
    reference = _send(client, picture()).json()["image"]
    stranger = TestClient(app)
    assert stranger.get(f"{URL}/{reference}").status_code == 404
    body = {"id": "a" * 20, "image": reference}
    assert stranger.post("/api/v1/chat/stream", json=body).status_code == 404


def test_what_the_camera_wrote_is_gone_and_it_stands_upright(
    client: TestClient, app: FastAPI
) -> None:
    content = _with_secrets()
    assert b"MayAnhCuaToi" in content
    reference = _send(client, content).json()["image"]
    (kept,) = app.state.settings.media_dir.iterdir()
    assert not kept.read_bytes().startswith(b"\xff\xd8")
    media: MediaStore = app.state.media
    written = media.read(reference).content
    assert b"MayAnh" not in written
    assert b"GhiChu" not in written
    image = Image.open(io.BytesIO(written))
    assert dict(image.getexif()) == {}
    assert image.size == (40, 60)
    assert kept.stat().st_mode & 0o077 == 0
    assert kept.parent.stat().st_mode & 0o077 == 0


def test_a_huge_picture_becomes_smaller() -> None:
    assert max(Image.open(io.BytesIO(redrawn(picture(size=(5000, 200))))).size) == 2000


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a" + b"\0" * 50,
        b"%PDF-1.7",
        picture()[:200],
        picture("PNG")[:60],
        picture("BMP"),
        picture(size=(9000, 9000)),
    ],
)
def test_what_is_no_picture_is_refused(client: TestClient, content: bytes) -> None:
    reply = _send(client, content)
    assert (reply.status_code, reply.json()["code"]) == (422, "image.refused")
    with pytest.raises(ImageRefused):
        redrawn(content)


def test_other_media_types_and_too_large_ones_are_refused(rasa: RasaServer) -> None:
    with TestClient(chat_app(rasa.port, image_max_bytes=65536, max_body_bytes=1024)) as client:
        assert _send(client, picture(), "image/svg+xml").status_code == 422
        assert _send(client, b"\xff" * 65537).json()["code"] == "input.too_long"
        assert _send(client, picture(size=(400, 400))).status_code == 200
        long = client.post("/api/v1/chat/messages", json={"text": "a" * 2000})
        assert long.status_code == 413


def test_forgetting_the_conversation_forgets_its_pictures(client: TestClient, app: FastAPI) -> None:
    reference = _send(client, picture()).json()["image"]
    client.delete("/api/v1/chat/session")
    assert list(app.state.settings.media_dir.iterdir()) == []
    assert client.get(f"{URL}/{reference}").status_code == 404


def test_a_person_sends_only_so_many(client: TestClient) -> None:
    replies = [_send(client, picture()) for _ in range(11)]
    assert (replies[9].status_code, replies[10].status_code) == (200, 429)
    assert replies[10].json()["code"] == "media.too_many"
