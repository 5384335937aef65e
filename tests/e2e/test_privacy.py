"""A person's own data through every process: told, shown, linked, deleted, nothing left."""

from __future__ import annotations

import fnmatch
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.privacy.phones.sms import SANDBOX_FILE
from api.privacy.places.nobodys import DATABASE_FILES, FILES_OF_NOBODY
from tests.e2e.city import SECRET, _set_webhook, wait_for
from tests.fakes.privacy_desk import PrivacyDesk
from tests.fakes.telegram import updates
from tests.fakes.telegram.handle import FakeTelegram, fake_telegram
from tests.stack import Stack, running

pytestmark = pytest.mark.e2e
NUMBER = "079099012345"
PHONE = "0912345678"


class Town:
    """A running motcua with a fake Telegram, a sandbox of short messages, and the web chat."""

    def __init__(self, stack: Stack, telegram: FakeTelegram) -> None:
        self.stack = stack
        self.telegram = telegram

    def says(self, chat: int, text: str, least: int = 1) -> list[str]:
        """What a person on Telegram gets for ``text``."""
        return self.gets(chat, lambda: self.telegram.says(chat, text), least)

    def presses(self, chat: int, title: str, least: int = 1) -> list[str]:
        return self.gets(chat, lambda: self.telegram.press(chat, title), least)

    def gets(self, chat: int, done: object, least: int = 1) -> list[str]:
        before = len(self.telegram.received(chat))
        done()  # type: ignore[operator]
        wait_for(lambda: len(self.telegram.received(chat)) >= before + least)
        return self.telegram.texts(chat)[before:]

    def receipt_is_done(self, number: str) -> bool:
        with sqlite3.connect(self.stack.state / "motcua.db") as database:
            query = "SELECT state FROM privacy_requests WHERE id = ?"
            row = database.execute(query, (int(number[-6:]),)).fetchone()
        return bool(row and row[0] == "done")

    def sms(self) -> list[dict[str, str]]:
        path = self.stack.state / SANDBOX_FILE
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def holding(self, *contents: bytes) -> list[str]:
        """Files of the state folder that hold one of ``contents``."""
        files = [path for path in self.stack.state.rglob("*") if path.is_file()]
        return [
            path.name
            for path in files
            if "index" not in path.parts
            and any(content in path.read_bytes() for content in contents)
        ]


class Browser:
    """Somebody on the web page."""

    def __init__(self, stack: Stack) -> None:
        self.http = httpx.Client(base_url=stack.api, timeout=20)

    def says(self, text: str = "", payload: str = "", title: str = "") -> list[str]:
        body = {"payload": payload, "title": title} if payload else {"text": text}
        reply = self.http.post("/api/v1/chat/messages", json=body).raise_for_status()
        self.messages = reply.json()["messages"]
        return [item["text"] for item in self.messages if item.get("text")]

    def presses(self, title: str) -> list[str]:
        choices = [choice for item in self.messages for choice in item["choices"]]
        payload = next(item["payload"] for item in choices if item["title"] == title)
        return self.says(payload=payload, title=title)

    def link(self, title: str) -> str:
        choices = [choice for item in self.messages for choice in item["choices"]]
        return str(next(item["url"] for item in choices if item["title"] == title))


@pytest.fixture
def browser(town: Town) -> Iterator[Browser]:
    made = Browser(town.stack)
    yield made
    made.http.close()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with fake_telegram() as telegram:
        settings = {
            "TELEGRAM_TOKEN": telegram.token(),
            "TELEGRAM_SECRET_TOKEN": SECRET,
            "TELEGRAM_API_BASE": telegram.address,
            "MOTCUA_SMS": "sandbox",
            "MOTCUA_DELETION_DELAY_S": "3",
            "MOTCUA_PERSON_RATE": "1000/minute",
            "MOTCUA_PUBLIC_URL": "https://motcua.example",
        }
        with running(tmp_path_factory.mktemp("privacy"), 300, **settings) as stack:
            _set_webhook(telegram, f"{stack.rasa}/webhooks/telegram/webhook")
            yield Town(stack, telegram)


def test_a_new_person_is_answered_first_and_told_once(town: Town):
    first = town.says(7755001, "lam giay khai sinh can giay to gi", least=2)
    assert "chứng sinh" in first[0]
    assert "dữ liệu của tôi" in first[-1]
    again = town.says(7755001, "lệ phí bao nhiêu")
    assert not any('nhắn "dữ liệu của tôi"' in text for text in again)


def test_a_person_sees_and_deletes_what_is_kept(town: Town):
    chat, name = 7755331, b"7755331"
    town.says(chat, f"làm khai sinh cần gì, căn cước của em {NUMBER}", least=2)
    town.says(chat, "lệ phí bao nhiêu")
    seen = town.says(chat, "dữ liệu của tôi")
    assert "Cuộc trò chuyện với trợ lý" in seen[0]
    assert "90 ngày" in seen[0]
    assert town.holding(name) != []
    town.presses(chat, "Xóa dữ liệu của tôi")
    told = town.presses(chat, "Xóa hết")
    number = told[0].split("Số biên nhận: ")[1].split()[0]
    wait_for(lambda: town.receipt_is_done(number), within_s=60)
    wait_for(lambda: town.holding(name, NUMBER.encode()) == [], within_s=20)
    # Whoever has the number is told, and is a new person with a new conversation.
    found = town.says(7755002, f"tra biên nhận {number}", least=2)
    assert "đã xóa xong" in found[0]


def test_what_was_said_is_in_no_file_any_more(town: Town):
    chat, words = 7755441, "hỏi riêng về vườn xoài ông Tám"
    town.says(chat, words, least=2)
    escaped = json.dumps(words).strip('"').encode()
    assert town.holding(escaped, words.encode()) != []
    town.says(chat, "xóa dữ liệu của tôi")
    told = town.says(chat, "xóa dữ liệu của tôi")
    number = told[0].split("Số biên nhận: ")[1].split()[0]
    wait_for(lambda: town.receipt_is_done(number), within_s=60)
    wait_for(lambda: town.holding(escaped, words.encode(), b"7755441") == [], within_s=20)


def test_a_share_and_a_code_make_one_citizen(town: Town, browser: Browser):
    chat = 7755551
    town.says(chat, "liên kết số điện thoại", least=1)
    town.presses(chat, "Đồng ý", least=2)
    shared = updates.contact(chat, "84912345678")
    linked = town.gets(chat, lambda: town.telegram.deliver(shared))
    assert "đã xác nhận số điện thoại" in linked[0]

    browser.says("liên kết số điện thoại")
    browser.presses("Đồng ý")
    asked = browser.says("0912 345 678")
    assert "6 số" in " ".join(asked)
    (message,) = town.sms()
    assert message["phone"] == "+84912345678"
    code = "".join(char for char in message["text"].split("trong")[0] if char.isdigit())
    wrong = browser.says("số của em là abc")
    assert "chưa đúng" in " ".join(wrong)
    done = browser.says(code)
    assert "Telegram" in " ".join(done)
    assert town.holding(PHONE.encode(), b"912 345 678", code.encode()) == [SANDBOX_FILE]

    seen = browser.says("dữ liệu của tôi")
    assert "Tính cả các kênh đã liên kết" in seen[0]
    path = browser.link("Tải dữ liệu về máy").removeprefix("https://motcua.example")
    own = httpx.get(f"{town.stack.api}{path}").raise_for_status().json()
    assert f"telegram:{chat}" in own["identities"]
    assert any("liên kết" in str(item["content"]) for item in own["places"])

    browser.says("xóa dữ liệu của tôi")
    told = browser.presses("Xóa hết")
    number = told[0].split("Số biên nhận: ")[1].split()[0]
    wait_for(lambda: town.receipt_is_done(number), within_s=60)
    wait_for(lambda: town.holding(str(chat).encode(), PHONE[1:].encode()) == [], within_s=20)


def test_every_file_of_a_running_motcua_is_covered(town: Town, tmp_path: Path):
    desk = PrivacyDesk(tmp_path)
    patterns = [pattern for place in desk.privacy.places for pattern in place.files]
    desk.close()
    patterns += [*FILES_OF_NOBODY, *DATABASE_FILES]
    state = town.stack.state
    files = [str(path.relative_to(state)) for path in state.rglob("*") if path.is_file()]
    assert "tracker.db" in files
    assert [name for name in files if not any(fnmatch.fnmatch(name, one) for one in patterns)] == []
