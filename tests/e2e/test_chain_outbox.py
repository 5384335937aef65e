"""Told unasked, through every process: queue, worker, Rasa, channel, receipt."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from api.secrets import service_token
from api.settings import Settings
from tests.e2e.browser import browser, open_chat, say
from tests.fakes.telegram.handle import FakeTelegram, fake_telegram
from tests.stack import Stack, running

pytestmark = pytest.mark.e2e
CHAT = 8801
PERSON = f"telegram:{CHAT}"
SECRET = "0900000001 Nguyễn Văn An"


@dataclass(frozen=True)
class Office:
    """A running motcua that talks with a fake Telegram."""

    stack: Stack
    telegram: FakeTelegram

    def post(self, path: str, body: Any) -> httpx.Response:
        token = service_token(Settings(state_dir=self.stack.state))
        headers = {"Authorization": f"Bearer {token}"}
        return httpx.post(f"{self.stack.api}{path}", json=body, headers=headers, timeout=20)

    def tell(
        self,
        key: str,
        text: str,
        person: str = PERSON,
        notice: str = "notice.general",
        **values: str,
    ) -> int:
        body = {
            "person": person,
            "key": key,
            "purpose": "officer_reply",
            "entities": {"notice": notice},
            "values": {"text": text, **values},
        }
        return int(self.post("/api/v1/outbox/messages", body).raise_for_status().json()["id"])

    def row(self, number: int) -> dict[str, Any]:
        with sqlite3.connect(self.stack.state / "motcua.db") as database:
            database.row_factory = sqlite3.Row
            query = "SELECT * FROM outbox WHERE id = ?"
            return dict(database.execute(query, (number,)).fetchone())

    def settled(self, number: int, within_s: float = 40) -> dict[str, Any]:
        deadline = time.monotonic() + within_s
        while time.monotonic() < deadline:
            row = self.row(number)
            if row["state"] in ("sent", "dead"):
                return row
            time.sleep(0.1)
        raise AssertionError(f"not settled: {row}")

    def kept_by_the_dialogue(self, person: str = PERSON) -> str:
        with sqlite3.connect(self.stack.state / "tracker.db") as database:
            query = "SELECT data FROM events WHERE sender_id = ?"
            rows = database.execute(query, (person,))
            return "\n".join(str(json.loads(row[0])) for row in rows)

    def web_person(self) -> str:
        with sqlite3.connect(self.stack.state / "tracker.db") as database:
            query = "SELECT sender_id FROM events WHERE sender_id LIKE 'web:%' LIMIT 1"
            return str(database.execute(query).fetchone()[0])


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with fake_telegram() as telegram:
        telegram.chat(CHAT)
        settings = {
            "TELEGRAM_TOKEN": telegram.token(),
            "TELEGRAM_SECRET_TOKEN": "fake_secret-Token_for_updates",
            "TELEGRAM_API_BASE": telegram.address,
        }
        with running(tmp_path_factory.mktemp("outbox"), **settings) as stack:
            yield Office(stack, telegram)


def test_a_message_arrives_and_the_dialogue_knows_of_it_without_its_values(office: Office):
    first, second = office.tell("a", SECRET), office.tell("b", "tin sau")
    assert office.tell("a", SECRET) == first
    assert office.settled(first)["state"] == office.settled(second)["state"] == "sent"
    assert office.telegram.texts(CHAT) == [SECRET, "tin sau"]
    kept = office.kept_by_the_dialogue()
    assert "EXTERNAL: notify" in kept
    assert "action_notify" in kept
    assert "[[text]]" in kept
    assert "0900000001" not in kept
    log = (office.stack.state / "logs" / "motcua.log").read_text()
    assert "0900000001" not in log


def test_who_cannot_be_pushed_to_is_refused(office: Office):
    row = office.settled(office.tell("rest", "x", person="rest:5f1c"))
    assert (row["state"], row["outcome"], row["reason"]) == ("dead", "refused", "channel.no_push")
    gone = office.settled(office.tell("gone", "x", person="web:abcdefghijklmnopqrstuv"))
    assert (gone["state"], gone["reason"]) == ("dead", "channel.expired")


def test_an_open_web_page_gets_it_and_a_closed_one_after_a_reload(office: Office):
    with browser() as chromium:
        page = chromium.new_page(locale="vi-VN")
        open_chat(page, office.stack.api)
        say(page, "chào em")
        person = office.web_person()
        sent = office.tell("web open", SECRET, person, "officer.reply", officer="Nguyễn Thị Lan")
        expect(page.get_by_text("0900000001 Nguyễn Văn An")).to_be_visible(timeout=40_000)
        expect(page.locator(".author")).to_contain_text("Nguyễn Thị Lan")
        assert office.settled(sent)["state"] == "sent"
        page.goto("about:blank")
        assert office.settled(office.tell("web closed", "tin sau", person))["state"] == "sent"
        open_chat(page, office.stack.api)
        bubbles = page.locator(".turn:not(.greeting) .bubble").all_inner_texts()
        assert bubbles[-1] == "tin sau"
        assert bubbles[-2].startswith(SECRET)
    kept = office.kept_by_the_dialogue(person)
    assert "[[text]]" in kept
    assert "[[officer]]" in kept
    assert "0900000001" not in kept
    assert "Thị Lan" not in kept


def test_a_person_who_blocked_us_is_marked_and_not_tried_again(office: Office):
    office.telegram.chat(8802, blocked=True)
    row = office.settled(office.tell("blocked", "x", person="telegram:8802"))
    assert (row["state"], row["outcome"]) == ("dead", "unreachable")
    calls = len(office.telegram.calls("sendMessage"))
    again = office.settled(office.tell("blocked again", "x", person="telegram:8802"))
    assert again["reason"] == "person.unreachable"
    assert len(office.telegram.calls("sendMessage")) == calls


def test_many_people_at_once_each_get_their_own_in_order(office: Office):
    people = range(9000, 9020)
    for person in people:
        office.telegram.chat(person)
    numbers = [
        office.tell(f"{person}:{turn}", f"tin {turn} của {person}", f"telegram:{person}")
        for turn in range(3)
        for person in people
    ]
    for number in numbers:
        assert office.settled(number, 90)["state"] == "sent"
    for person in people:
        expected = [f"tin {turn} của {person}" for turn in range(3)]
        assert office.telegram.texts(person) == expected
    assert sum(office.row(number)["doubled"] for number in numbers) == 0


def test_a_form_that_is_open_is_not_answered_by_it(office: Office):
    url = f"{office.stack.rasa}/webhooks/rest/webhook"
    asked = {"sender": PERSON, "message": "/centre_department"}
    httpx.post(url, json=asked, timeout=30).raise_for_status()
    office.settled(office.tell("form", "giữa chừng"))
    assert office.telegram.texts(CHAT)[-1] == "giữa chừng"
    assert "'value': 'EXTERNAL: notify'" not in office.kept_by_the_dialogue()
    # The form still asks.
    answer = httpx.post(url, json={"sender": PERSON, "message": "sở tư pháp"}, timeout=30).json()
    assert "Sở Tư pháp" in answer[0]["text"]


def test_health_tells_of_the_worker(office: Office):
    parts = httpx.get(f"{office.stack.api}/health", timeout=20).json()["parts"]
    assert parts["outbox"]["ready"]
    assert "0 doubled" in parts["outbox"]["detail"]
