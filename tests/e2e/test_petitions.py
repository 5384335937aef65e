"""A petition from beginning to end: taken down on Telegram and on the web; thumbs; English."""

from __future__ import annotations

import io
import secrets
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from PIL import Image

from tests.e2e.city import City, city, wait_for

pytestmark = pytest.mark.e2e
CHAT = 8950
PHONE = "0900000007"
STORY = "tôi muốn phản ánh anh cán bộ quầy 5 phường An Lạc nói chuyện khó chịu"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    with city(tmp_path_factory.mktemp("petitions")) as made:
        yield made


def petitions(town: City) -> list[tuple[str, ...]]:
    with sqlite3.connect(town.stack.state / "motcua.db") as database:
        query = "SELECT number, category, ward, photos, sealed FROM petitions ORDER BY id"
        return list(database.execute(query))


def nowhere_in_clear(state: Path, secret: str) -> bool:
    files = [*state.glob("*.db*"), *state.glob("logs/*")]
    return not any(secret.encode() in path.read_bytes() for path in files)


def test_on_telegram_with_a_question_in_the_middle(town: City):
    telegram = town.telegram
    telegram.chat(CHAT)

    def says(text: str, expected: str) -> None:
        telegram.says(CHAT, text)
        wait_for(lambda: expected in " ".join(telegram.texts(CHAT)[-3:]))

    says(STORY, "số điện thoại")
    says("khai sinh cần giấy tờ gì", "Bỏ qua")
    says(PHONE, "xem lại")
    assert "Phường An Lạc" in " ".join(telegram.texts(CHAT)[-2:])
    telegram.press(CHAT, "Gửi")
    wait_for(lambda: "PA-" in " ".join(telegram.texts(CHAT)[-2:]))
    (kept,) = petitions(town)
    assert kept[:4] == (kept[0], "thai-do", "27460", 0)
    assert nowhere_in_clear(town.stack.state, PHONE)
    says(f"{kept[0]} tới đâu rồi", "Mới nhận")
    telegram.chat(CHAT + 1)
    telegram.says(CHAT + 1, f"phản ánh {kept[0]} tới đâu rồi")
    wait_for(lambda: "không tìm thấy" in " ".join(telegram.texts(CHAT + 1)))


def test_on_the_web_with_a_picture_and_a_cancelled_one(town: City):
    with httpx.Client(base_url=f"{town.stack.api}/api/v1/chat", timeout=30) as web:

        def send(**what: str) -> str:
            reply = web.post("/messages", json=what).raise_for_status().json()
            return "\n".join(item.get("text") or "" for item in reply["messages"])

        before = len(petitions(town))
        assert "kể giúp em" in send(text="tôi muốn góp ý")
        assert "không gửi gì" in send(text="thôi")
        assert "loại nào" in send(text="góp ý trung tâm nên có thêm ghế cho người già ngồi chờ")
        assert "ở phường, sở" in send(
            payload='/petition_step{"category":"khac"}', title="Việc khác"
        )
        send(payload='/petition_step{"step":"skip"}', title="Bỏ qua")
        assert "xem lại" in send(payload='/petition_step{"step":"skip"}', title="Bỏ qua")
        content = io.BytesIO()
        Image.new("RGB", (60, 40)).save(content, "PNG")
        kept = web.post(
            "/images", content=content.getvalue(), headers={"content-type": "image/png"}
        ).json()
        assert "nhận hình 1" in send(image=kept["image"])
        sent = send(payload='/petition_step{"step":"send"}', title="Gửi")
        assert "PA-" in sent
        again = send(payload='/petition_step{"step":"send"}', title="Gửi")
        assert "đã ghi nhận rồi" in again
        rows = petitions(town)
        assert len(rows) == before + 1
        assert rows[-1][3] == 1


def test_a_foreigner_is_answered_and_a_thumb_is_kept(town: City):
    url = f"{town.stack.rasa}/webhooks/rest/webhook"
    person = f"rest:{secrets.token_hex(4)}"

    def say(text: str) -> list[dict]:
        return httpx.post(url, json={"sender": person, "message": text}, timeout=30).json()

    told = say("How do I get a birth certificate for my baby?")
    assert "1.001193" in told[0]["text"]
    assert told[0]["buttons"][0]["title"] == "Xem thủ tục"
    assert say("đăng ký tạm trú lệ phí bao nhiêu")[-1]["custom"]["answer"]

    def kept() -> list[tuple[str, ...]]:
        with sqlite3.connect(town.stack.state / "motcua.db") as database:
            return list(database.execute("SELECT rating, code FROM feedback"))

    say("sai rồi")
    assert kept() == [("down", "1.004194")]
