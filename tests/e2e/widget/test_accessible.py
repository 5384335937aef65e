"""For everybody: keyboard, screen reader, zoom, contrast; axe-core finds nothing (WCAG 2.2 AA)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browser import SMALL_PHONE, say, wait_ready
from tests.e2e.test_web_chat import FOCUSED
from tests.e2e.widget.conftest import Place, push

pytestmark = pytest.mark.e2e
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_FORM = {
    "type": "form",
    "text": "Chọn ngày ạ",
    "fields": [
        {"label": "Ngày hẹn", "kind": "date"},
        {"label": "Buổi", "kind": "choice", "options": ["Sáng", "Chiều"]},
    ],
}


@pytest.fixture(params=["phone", "desktop"])
def sized(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    width, height = SMALL_PHONE if request.param == "phone" else (1280, 800)
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
    yield context.new_page()
    context.close()


def _violations(page: Page, within: str) -> list[Any]:
    options = {"runOnly": {"type": "tag", "values": _TAGS}}
    result = Axe().run(page, context=within, options=options).response
    assert len(result["passes"]) > 5
    return [
        (item["id"], [node["target"] for node in item["nodes"]]) for item in result["violations"]
    ]


def test_axe_finds_nothing_in_the_widget(sized: Page, place: Place) -> None:
    sized.goto(place.portal.origin)
    sized.wait_for_selector(".launcher")
    assert _violations(sized, "motcua-chat") == []
    sized.locator(".launcher").click()
    wait_ready(sized)
    say(sized, "làm khai sinh")
    assert _violations(sized, "motcua-chat") == []
    place.rasa.reply_with = [{"custom": _FORM}, {"custom": {"type": "card", "title": "Lịch hẹn"}}]
    say(sized, "đặt lịch")
    push(place, author="Nguyễn Thị Lan")
    expect(sized.locator(".author")).to_be_visible()
    place.rasa.fail_with = 500
    say(sized, "làm khai sinh")
    sized.get_by_role("button", name="Nền đen").click()
    sized.get_by_role("button", name="Cỡ chữ").click()
    assert _violations(sized, "motcua-chat") == []


def test_axe_finds_nothing_on_our_own_page(sized: Page, place: Place) -> None:
    sized.goto(place.server)
    wait_ready(sized)
    say(sized, "làm khai sinh")
    assert _violations(sized, "html") == []


def test_axe_finds_nothing_on_the_plain_page(chromium: Browser, place: Place) -> None:
    with chromium.new_context(locale="vi-VN") as context:
        page = context.new_page()
        # As without JavaScript: the script does not come.
        page.route("**/widget/*.js*", lambda route: route.abort())
        page.goto(place.server)
        page.get_by_role("button", name="Làm khai sinh cho bé cần gì?").click()
        expect(page.locator("#last .bubble")).to_be_visible()
        assert _violations(page, "html") == []


def test_the_whole_way_by_keyboard(page: Page, place: Place) -> None:
    page.goto(place.portal.origin)
    page.wait_for_selector(".launcher")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert "launcher" in page.evaluate(FOCUSED)
    page.keyboard.press("Enter")
    wait_ready(page)
    assert page.evaluate(FOCUSED) == "question"
    page.keyboard.type("làm khai sinh")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Lệ phí")).to_be_visible()
    for _ in range(8):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.shadowRoot.activeElement.textContent") == "Lệ phí":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("miễn lệ phí")).to_be_visible()
    page.keyboard.press("Escape")
    assert "launcher" in page.evaluate(FOCUSED)


def test_on_a_phone_the_focus_stays_inside(page: Page, place: Place) -> None:
    page.set_viewport_size({"width": 390, "height": 780})
    place.open(page)
    # Not the text box: a keyboard over half of the screen hides the greeting.
    assert page.evaluate(FOCUSED) == "title"
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "MOTCUA-CHAT"


def test_a_screen_reader_is_told_politely_and_not_twice(page: Page, place: Place) -> None:
    place.open(page)
    log = page.get_by_role("log", name="Cuộc trò chuyện")
    assert log.get_attribute("aria-live") == "polite"
    place.rasa.reply_with = [{"text": "Một"}, {"text": "Hai"}]
    place.rasa.gap_s = 0.5
    page.fill("#question", "a")
    page.press("#question", "Enter")
    first = page.get_by_text("Một", exact=True)
    first.evaluate("(e) => { e.marked = true; }")
    expect(page.get_by_text("Hai")).to_be_visible()
    # What has been read is left alone: the very same node.
    assert first.evaluate("(e) => e.marked === true")


def test_at_200_percent_everything_is_reachable(chromium: Browser, place: Place) -> None:
    # A browser's zoom of 200 % on 1280 × 800: half the room, twice the pixels.
    viewport = {"width": 640, "height": 400}
    context = chromium.new_context(viewport=viewport, device_scale_factor=2)
    page = place.open(context.new_page())
    say(page, "làm khai sinh")
    assert page.locator(".log").evaluate("(e) => e.scrollWidth - e.clientWidth") == 0
    log = page.locator(".log").bounding_box()
    send = page.locator(".composer .send").bounding_box()
    assert log is not None
    assert send is not None
    assert log["height"] >= 120
    assert send["y"] + send["height"] <= 400
    context.close()


def test_contrast_and_text_size_are_remembered(page: Page, place: Place) -> None:
    place.open(page)
    page.get_by_role("button", name="Nền đen").click()
    page.get_by_role("button", name="Cỡ chữ").click()
    page.reload()
    wait_ready(page)
    frame = page.locator(".frame")
    assert frame.get_attribute("data-contrast") == "high"
    assert frame.get_attribute("data-text") == "large"
    assert page.get_by_role("button", name="Nền đen").get_attribute("aria-pressed") == "true"
    paper = page.locator(".bubble").first.evaluate("(e) => getComputedStyle(e).backgroundColor")
    assert paper == "rgb(0, 0, 0)"


def test_nothing_moves_for_who_cannot_bear_it_and_forced_colours_keep_edges(
    page: Page, place: Place
) -> None:
    page.emulate_media(reduced_motion="reduce", forced_colors="active")
    place.open(page)
    place.rasa.delay_s = 0.8
    page.fill("#question", "làm khai sinh")
    page.press("#question", "Enter")
    dot = page.locator(".dots i").first
    assert dot.evaluate("(e) => getComputedStyle(e).animationName") == "none"
    edge = "(e) => parseFloat(getComputedStyle(e).borderTopWidth)"
    assert page.locator(".composer .send").evaluate(edge) >= 1
    assert page.locator(".asked").evaluate(edge) >= 1
