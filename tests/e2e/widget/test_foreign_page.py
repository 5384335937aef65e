"""The widget on somebody else's page, in a real browser."""

from __future__ import annotations

import time

import jwt
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.browser import DESKTOP, PHONE, SMALL_PHONE, choices, press, say, wait_ready
from tests.e2e.widget.conftest import USER_KEY, Place

pytestmark = pytest.mark.e2e


def test_one_tag_is_enough_and_no_policy_is_broken(
    page: Page, place: Place, complaints: list[str]
) -> None:
    place.open(page)
    (said,) = say(page, "vo toi moi sinh lam giay khai sinh can gi")
    assert "đăng ký khai sinh" in said
    assert choices(page)[:2] == ["Lệ phí", "Bao lâu có"]
    (fee,) = press(page, "Lệ phí")
    assert "miễn lệ phí" in fee
    assert len({body["sender"] for body in place.rasa.received}) == 1
    assert complaints == []


def test_it_waits_for_its_visitor_before_it_asks_the_server(page: Page, place: Place) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(place.portal.origin)
    page.wait_for_selector(".launcher")
    page.wait_for_timeout(300)
    assert [url for url in asked if "/api/" in url] == []


@pytest.mark.parametrize("viewport", [SMALL_PHONE, (390, 780), DESKTOP])
def test_the_pages_style_sheet_does_not_reach_it(
    page: Page, place: Place, viewport: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": viewport[0], "height": viewport[1]})
    place.open(page)
    say(page, "làm khai sinh")
    bubble = page.locator(".bubble").last
    style = bubble.evaluate(
        "(e) => { const s = getComputedStyle(e);"
        " return [parseFloat(s.fontSize), s.textTransform, s.borderTopStyle]; }"
    )
    assert style[0] >= 17
    assert style[1:] == ["none", "solid"]
    panel = page.locator(".panel").bounding_box()
    assert panel is not None
    assert panel["x"] >= 0
    assert panel["y"] >= 0
    assert panel["x"] + panel["width"] <= viewport[0]
    assert panel["y"] + panel["height"] <= viewport[1]
    if viewport[0] < 640:
        assert (panel["width"], panel["height"]) == viewport


def test_attributes_and_properties_dress_it(page: Page, place: Place) -> None:
    place.portal.attributes = {
        "data-position": "left", "data-color": "#ffd54f", "data-label": "Trợ lý",
        "data-heading": "Phường Thủ Đức",
    }  # fmt: skip
    place.open(page)
    expect(page.get_by_role("dialog", name="Phường Thủ Đức")).to_be_visible()
    box = page.locator(".panel").bounding_box()
    assert box is not None
    assert box["x"] < 100
    colours = "(e) => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color]"
    # Dark words on a light colour, without being told.
    assert page.locator(".send").evaluate(colours) == ["rgb(255, 213, 79)", "rgb(18, 32, 46)"]


def test_events_tell_the_page_and_hold_no_words(page: Page, place: Place) -> None:
    page.goto(place.portal.origin)
    page.evaluate(
        "() => { window.heard = [];"
        " for (const name of ['open', 'answer', 'close'])"
        "  addEventListener(`motcua-${name}`, (e) => heard.push([e.type, e.detail])); }"
    )
    page.evaluate("document.querySelector('motcua-chat').open()")
    wait_ready(page)
    assert page.evaluate("document.querySelector('motcua-chat').send('làm khai sinh')")
    expect(page.locator(".bubble")).to_have_count(2)
    page.evaluate("document.querySelector('motcua-chat').close()")
    assert page.evaluate("heard") == [
        ["motcua-open", None],
        ["motcua-answer", None],
        ["motcua-close", None],
    ]


def test_the_portals_user_is_known_and_leaves_no_trace_to_the_next(
    page: Page, place: Place
) -> None:
    def _token(name: str) -> str:
        return jwt.encode({"sub": name, "aud": "motcua", "exp": time.time() + 60}, USER_KEY)

    place.portal.attributes = {"data-user-token": _token("một")}
    place.open(page)
    say(page, "làm khai sinh")
    assert place.rasa.received[0]["metadata"]["user"]
    sign_in = "(token) => document.querySelector('motcua-chat').setAttribute('user-token', token)"
    page.evaluate(sign_in, _token("hai"))
    expect(page.locator(".asked")).to_have_count(0)
    page.wait_for_timeout(300)
    say(page, "làm khai sinh")
    first, second = place.rasa.received
    assert first["metadata"]["user"] != second["metadata"]["user"]
    assert first["sender"] != second["sender"]


def test_a_page_that_is_not_on_the_list_gets_no_answer(
    context: BrowserContext, place: Place
) -> None:
    page = context.new_page()
    # The same page under an address that is not listed.
    page.goto(place.portal.origin.replace("localhost", "127.0.0.1"))
    page.locator(".launcher").click()
    expect(page.locator(".greeting .failure")).to_contain_text("chưa kết nối được")
    assert place.rasa.received == []


def test_an_unread_answer_is_counted_and_reading_it_clears_the_count(
    page: Page, place: Place
) -> None:
    place.open(page)
    place.rasa.delay_s = 0.6
    page.fill("#question", "làm khai sinh")
    page.press("#question", "Enter")
    page.keyboard.press("Escape")
    launcher = page.locator(".launcher")
    expect(launcher).to_be_focused()
    expect(launcher.locator(".count")).to_have_text("1")
    expect(page.get_by_role("button", name="1 tin chưa đọc")).to_be_visible()
    page.reload()
    expect(page.locator(".launcher .count")).to_have_text("1")
    page.locator(".launcher").click()
    expect(page.locator(".bubble")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.locator(".launcher .count")).to_be_hidden()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_it_opens_again_on_the_next_page_of_a_desktop_only(
    page: Page, place: Place, viewport: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": viewport[0], "height": viewport[1]})
    place.open(page)
    say(page, "làm khai sinh")
    page.goto(place.portal.origin)
    wait_ready(page)
    assert page.locator(".panel").is_visible() == (viewport == DESKTOP)
    assert page.locator(".asked").all_inner_texts() == ["làm khai sinh"] or viewport == PHONE
