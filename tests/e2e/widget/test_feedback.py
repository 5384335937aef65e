"""A thumb under an answer, in a real browser: quiet, one tap, a reason if one likes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from api.answers.repository import AnswerRepository
from api.answers.tables import AnswerRow
from api.feedback.repository import FeedbackRepository
from api.feedback.tables import FeedbackRow
from tests.e2e.browser import say, turns, wait_ready
from tests.fakes.chat_app import chat_app, served
from tests.fakes.rasa_server import RasaServer

pytestmark = pytest.mark.e2e
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {"phone": (390, 780), "desktop": (1280, 800)}


def reference(number: int) -> str:
    return f"{number:032x}"


def answered(number: int) -> list[dict[str, Any]]:
    status = {"type": "status", "status": "answered", "answer": reference(number)}
    return [{"text": "Dạ, *miễn lệ phí* ạ."}, {"custom": status}]


@dataclass(frozen=True)
class Place:
    rasa: RasaServer
    app: FastAPI
    server: str

    def judgements(self) -> list[FeedbackRow]:
        with self.app.state.sessions() as session:
            return list(session.scalars(FeedbackRepository(session).listed()))


@pytest.fixture
def place() -> Iterator[Place]:
    with RasaServer() as rasa:
        app = chat_app(rasa.port, person_rate="500/minute", address_rate="2000/minute")
        with served(app) as url:
            with app.state.sessions.begin() as session:
                for number in range(1, 4):
                    AnswerRepository(session).add(row_of(number))
            yield Place(rasa, app, url)


def row_of(number: int) -> AnswerRow:
    return AnswerRow(
        at=datetime.now(UTC),
        person="tester",
        channel="rest",
        topic="procedure",
        status="answered",
        code="1.001193",
        reference=reference(number),
        durations_ms={},
    )


@pytest.fixture(params=list(SIZES))
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    width, height = SIZES[request.param]
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
    made = context.new_page()
    yield made
    context.close()


def shoot(page: Page, name: str) -> None:
    """Keep a picture to look at, where a folder is named for them."""
    folder = os.environ.get("MOTCUA_SCREENSHOTS")
    if folder:
        width = (page.viewport_size or {"width": 0})["width"]
        page.screenshot(path=Path(folder) / f"feedback-{name}-{width}.png")


@pytest.fixture
def ask(page: Page, place: Place) -> Callable[[int], None]:
    page.goto(place.server)
    wait_ready(page)

    def once(number: int) -> None:
        place.rasa.reply_with = answered(number)
        say(page, "lệ phí bao nhiêu")

    return once


def test_one_tap_thanks_in_place_and_may_be_changed(
    page: Page, place: Place, ask: Callable[[int], None]
):
    ask(1)
    up = page.get_by_role("button", name="Câu trả lời có ích")
    box = up.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    up.click()
    expect(page.get_by_text("Em cảm ơn anh/chị.")).to_be_visible()
    assert [row.rating for row in place.judgements()] == ["up"]
    assert turns(page) == 1
    page.get_by_role("button", name="Câu trả lời chưa được").click()
    expect(page.get_by_text("Chưa được chỗ nào ạ?")).to_be_visible()
    assert [row.rating for row in place.judgements()] == ["down"]


def test_a_thumb_down_may_say_why_and_offers_ways_on(
    page: Page, place: Place, ask: Callable[[int], None]
):
    ask(1)
    page.get_by_role("button", name="Câu trả lời chưa được").click()
    page.get_by_role("button", name="Còn thiếu thông tin").click()
    expect(page.get_by_text("Em cảm ơn anh/chị.")).to_be_visible()
    page.get_by_label("Chưa được chỗ nào, viết vài chữ").fill("chưa có giờ mở cửa")
    page.locator(".feedback-form").get_by_role("button", name="Gửi").click()
    expect(page.locator(".feedback-form")).to_have_count(0)
    (row,) = place.judgements()
    assert (row.rating, row.reason) == ("down", "thieu")
    assert place.app.state.feedback.words(row) == "chưa có giờ mở cửa"
    result = Axe().run(
        page, context={"include": [["html"]]}, options={"runOnly": {"type": "tag", "values": _TAGS}}
    )
    assert [item["id"] for item in result.response["violations"]] == []
    expect(page.get_by_role("button", name="Hỏi lại")).to_be_visible()
    shoot(page, "down")
    page.get_by_role("button", name="Gặp nhân viên").click()
    expect(page.locator(".turn:not(.greeting)").nth(1).locator(".bubble")).to_be_visible()
    assert place.rasa.last_message() == "/talk_to_human"


def test_only_the_newest_answer_asks_and_a_press_is_remembered(
    page: Page, place: Place, ask: Callable[[int], None]
):
    ask(1)
    ask(2)
    thumbs = page.get_by_role("button", name="Câu trả lời có ích")
    expect(thumbs).to_have_count(1)
    thumbs.click()
    expect(page.get_by_text("Em cảm ơn anh/chị.")).to_be_visible()
    page.reload()
    wait_ready(page)
    pressed = page.get_by_role("button", name="Câu trả lời có ích")
    expect(pressed).to_have_attribute("aria-pressed", "true")


def test_no_thumbs_where_nothing_was_answered(page: Page, place: Place):
    page.goto(place.server)
    wait_ready(page)
    say(page, "trời mưa không")
    expect(page.locator(".thumb")).to_have_count(0)


def test_a_failure_is_said(page: Page, place: Place, ask: Callable[[int], None]):
    ask(9)
    page.get_by_role("button", name="Câu trả lời có ích").click()
    expect(page.get_by_text("Chưa gửi được")).to_be_visible(timeout=10_000)
    assert place.judgements() == []
