"""Pictures, files, contacts and names of people, through every process, on every channel."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from PIL import Image

from api.secrets import service_token
from api.settings import Settings
from tests.e2e.city import City, city, wait_for
from tests.fakes.telegram import updates
from tests.fakes.zalo import events

pytestmark = pytest.mark.e2e
PDF = b"%PDF-1.7\n1 0 obj"
PHONE = "0912345678"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    with city(tmp_path_factory.mktemp("media")) as running:
        yield running


def picture() -> bytes:
    written = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "MayAnhCuaToi"
    Image.new("RGB", (60, 40), (200, 30, 30)).save(written, "JPEG", exif=exif)
    return written.getvalue()


def heard(town: City, person: str) -> list[dict[str, Any]]:
    """What the dialogue heard of ``person``."""
    with sqlite3.connect(town.stack.state / "tracker.db") as database:
        query = "SELECT data FROM events WHERE sender_id = ? AND type_name = 'user'"
        return [json.loads(row[0]) for row in database.execute(query, (person,))]


def kept(town: City, person: str) -> bytes:
    """The last file of ``person``, as our own processes read it."""
    data = heard(town, person)[-1]["metadata"]["data"]
    assert not {"url", "file_id", "thumbnail", "name"} & set(data)
    token = service_token(Settings(state_dir=town.stack.state))
    headers = {"Authorization": f"Bearer {token}"}
    reply = httpx.get(f"{town.stack.api}/api/v1/media/{data['media']}", headers=headers)
    assert reply.headers["content-type"] == data["media_type"]
    return reply.raise_for_status().content


def zalo_gets(town: City, user: str, *batch: Any) -> str:
    before = len(town.zalo.received(user))
    town.zalo.deliver(*batch)
    wait_for(lambda: len(town.zalo.received(user)) > before, 40)
    return " ".join(town.zalo.texts(user)[before:])


def telegram_gets(town: City, chat: int, *batch: Any) -> str:
    before = len(town.telegram.received(chat))
    town.telegram.deliver(*batch)
    wait_for(lambda: len(town.telegram.received(chat)) > before, 40)
    return " ".join(town.telegram.texts(chat)[before:])


def is_clean_picture(content: bytes) -> bool:
    return Image.open(io.BytesIO(content)).size == (60, 40) and b"MayAnh" not in content


def test_a_picture_and_a_file_on_zalo(town: City):
    url = town.zalo.file("a.jpg", picture())
    assert "hình" in zalo_gets(town, "5551", events.user_image("5551", url, "giấy đây"))
    assert is_clean_picture(kept(town, "zalo:5551"))
    form = events.user_file("5551", "đơn Nguyễn Văn An.pdf", town.zalo.file("b.pdf", PDF))
    assert "tệp" in zalo_gets(town, "5551", form)
    assert kept(town, "zalo:5551") == PDF


def test_a_picture_and_a_file_on_telegram(town: City):
    photo = town.telegram.file("a.jpg", picture())
    assert "hình" in telegram_gets(town, 5552, updates.photo(5552, photo, "giấy đây"))
    assert is_clean_picture(kept(town, "telegram:5552"))
    document = updates.document(5552, town.telegram.file("b.pdf", PDF), "đơn.pdf")
    assert "tệp" in telegram_gets(town, 5552, document)
    assert kept(town, "telegram:5552") == PDF


def test_a_picture_on_the_web(town: City):
    with httpx.Client(base_url=f"{town.stack.api}/api/v1/chat", timeout=30) as browser:
        sent = browser.post(
            "/images", content=picture(), headers={"Content-Type": "image/jpeg"}
        ).json()
        said = browser.post("/messages", json={"image": sent["image"]}).json()
    assert "hình" in said["messages"][0]["text"]
    with sqlite3.connect(town.stack.state / "tracker.db") as database:
        query = "SELECT sender_id FROM events WHERE sender_id LIKE 'web:%' LIMIT 1"
        person = database.execute(query).fetchone()[0]
    assert is_clean_picture(kept(town, person))


def test_what_cannot_be_had_is_said_and_the_rest_is_answered(town: City):
    inside = town.zalo.file("c.jpg", moved_to="http://127.0.0.1:9/secret")
    missing = f"{town.zalo.address}/files/none.jpg"
    for url, words in ((missing, "chưa tải được"), (inside, "chỉ nhận ảnh chụp")):
        assert words in zalo_gets(town, "5553", events.user_image("5553", url))
    program = town.zalo.file("d.pdf", b"MZ a program")
    assert "chỉ nhận ảnh chụp" in zalo_gets(town, "5553", events.user_file("5553", "d", program))
    town.telegram.fault("drop", "/getFile", times=2)
    said = telegram_gets(town, 5554, updates.photo(5554, town.telegram.file("a.jpg", picture())))
    assert "chưa tải được" in said
    assert "media" not in heard(town, "telegram:5554")[-1]["metadata"].get("data", {})
    town.zalo.says("5553", "lam giay khai sinh can giay to gi")
    wait_for(lambda: "chứng sinh" in " ".join(town.zalo.texts("5553")))


def test_a_shared_contact_is_a_phone_in_the_vault(town: City):
    telegram_gets(town, 5555, updates.contact(5555, f"84{PHONE[1:]}"))
    info = events.submit_info("5556", "Nguyễn Văn An", f"84{PHONE[1:]}", user_address="1 Lê Lợi")
    zalo_gets(town, "5556", info)
    for person in ("telegram:5555", "zalo:5556"):
        metadata = heard(town, person)[-1]["metadata"]
        (reference,) = metadata["vault"]
        assert reference["kind"] == "phone"
        assert set(metadata["data"]) == {"phone"}
        body = {"person": person, "references": [reference["reference"]]}
        token = service_token(Settings(state_dir=town.stack.state))
        headers = {"Authorization": f"Bearer {token}"}
        url = f"{town.stack.api}/api/v1/vault/withdrawals"
        values = httpx.post(url, json=body, headers=headers).json()["values"]
        assert values[reference["reference"]] == {"kind": "phone", "value": PHONE}
    # Somebody else's contact tells nothing.
    telegram_gets(town, 5557, updates.contact(5557, f"84{PHONE[1:]}", owner=1))
    assert "vault" not in heard(town, "telegram:5557")[-1]["metadata"]


def test_a_rest_client_may_call_itself_by_a_number_and_nobody_keeps_it(town: City):
    url = f"{town.stack.rasa}/webhooks/rest/webhook"
    for text in ("lam giay khai sinh can gi", "còn lệ phí?"):
        reply = httpx.post(url, json={"sender": PHONE, "message": text}, timeout=30)
        said = reply.raise_for_status().json()
    # The conversation went on, and the client is answered under its own name.
    assert "miễn" in said[0]["text"].lower()
    assert {item["recipient_id"] for item in said} == {PHONE}
    with sqlite3.connect(town.stack.state / "tracker.db") as database:
        query = "SELECT count(*) FROM events WHERE sender_id LIKE 'hidden:%' AND type_name = 'user'"
        assert database.execute(query).fetchone()[0] == 2


def test_nothing_of_it_lies_about_in_clear(town: City):
    wanted = [PHONE.encode(), f"84{PHONE[1:]}".encode(), "Nguyễn Văn An".encode(), b"1 0 obj",
              b"Nguy\\u1ec5n V\\u0103n An", town.telegram.token().encode()]  # fmt: skip
    found = [
        (path.name, value)
        for path in town.stack.state.rglob("*")
        if path.is_file() and "index" not in path.parts
        for value in wanted
        if value in path.read_bytes()
    ]
    assert found == []
