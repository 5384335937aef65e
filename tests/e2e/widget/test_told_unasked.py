"""What is told unasked: at once on open pages, counted on closed ones, kept for later ones."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.browser import DESKTOP, PHONE, say, wait_ready
from tests.e2e.widget.conftest import Place, push
from tests.fakes.chat_app import SECRET, chat_app, served
from tests.fakes.portal import Portal
from tests.fakes.rasa_server import RasaServer

pytestmark = pytest.mark.e2e
OFFICER = "Nguyễn Thị Lan"


def close(page: Page) -> None:
    page.get_by_role("button", name="Đóng").click()


def badge(page: Page) -> Any:
    return page.locator(".launcher .count")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_open_page_shows_it_at_once_and_says_who_wrote(
    chromium: Browser, place: Place, size: tuple[int, int]
) -> None:
    width, height = size
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
    page = place.open(context.new_page())
    say(page, "làm khai sinh")
    page.wait_for_timeout(300)
    began = time.monotonic()
    push(place, author=OFFICER)
    told = page.locator(".turn").last
    expect(told.locator(".bubble")).to_contain_text("hồ sơ của anh/chị xong rồi")
    assert time.monotonic() - began < 2
    expect(told.locator(".author")).to_contain_text(OFFICER)
    expect(told.locator(".author")).to_have_text(re.compile(r" · \d\d:\d\d, \d\d/\d\d$"))
    push(place, "Dạ, em nhắc anh/chị lịch hẹn.")
    expect(page.locator(".author").last).to_contain_text("Trung tâm nhắn")
    # Nothing was asked, so nothing stands on the person's side.
    assert page.locator(".asked").count() == 1
    # A screen reader reads it out: it came into the live log.
    assert page.locator(".log").get_attribute("aria-live") == "polite"
    context.close()


def test_a_closed_widget_counts_it_and_says_so(page: Page, place: Place) -> None:
    place.open(page)
    say(page, "làm khai sinh")
    close(page)
    push(place, author=OFFICER)
    expect(badge(page)).to_have_text("1")
    expect(page.locator("[role=status]")).to_have_text(f"Có tin nhắn mới: {OFFICER}")
    push(place, "tin sau")
    expect(badge(page)).to_have_text("2")
    page.reload()
    expect(badge(page)).to_have_text("2")
    page.locator(".launcher").click()
    wait_ready(page)
    expect(page.locator(".author")).to_have_count(2)
    close(page)
    expect(badge(page)).to_be_hidden()


def test_what_came_while_no_page_was_open_is_there_in_order(
    context: BrowserContext, place: Place
) -> None:
    page = place.open(context.new_page())
    say(page, "làm khai sinh")
    close(page)
    page.close()
    push(place, "tin một")
    push(place, "tin hai")
    page = context.new_page()
    page.goto(place.portal.origin)
    expect(badge(page)).to_have_text("2")
    page.locator(".launcher").click()
    wait_ready(page)
    bubbles = page.locator(".turn:not(.greeting) .bubble").all_inner_texts()
    assert bubbles[-2:] == ["tin một", "tin hai"]
    assert "khai sinh" in bubbles[0]
    say(page, "làm khai sinh")
    page.reload()
    wait_ready(page)
    bubbles = page.locator(".turn:not(.greeting) .bubble").all_inner_texts()
    assert bubbles[-3:-1] == ["tin một", "tin hai"]


def test_two_tabs_share_one_connection_and_one_count(context: BrowserContext, place: Place) -> None:
    followed: list[str] = []
    context.on("request", lambda one: one.url.endswith("/events") and followed.append(one.url))
    one = place.open(context.new_page())
    say(one, "làm khai sinh")
    close(one)
    two = place.open(context.new_page())
    close(two)
    push(place, "tin chung")
    for tab in (one, two):
        expect(badge(tab)).to_have_text("1")
    assert len(followed) == 1
    two.locator(".launcher").click()
    expect(two.get_by_text("tin chung")).to_be_visible()
    expect(badge(one)).to_be_hidden()
    # The tab that held the connection goes; the other one takes it up.
    one.close()
    push(place, "tin nữa")
    expect(two.get_by_text("tin nữa")).to_be_visible()
    assert len(followed) == 2


def test_it_goes_on_after_the_server_was_away(chromium: Browser, tmp_path: Path) -> None:
    with RasaServer() as rasa, Portal() as portal:
        settings: dict[str, Any] = {
            "state_dir": tmp_path,
            "widget_origins": portal.origin,
            "address_rate": "2000/minute",
        }
        with served(chat_app(rasa.port, **settings)) as url:
            portal.server = url
            place = Place(rasa, portal, url)
            context = chromium.new_context(locale="vi-VN")
            page = place.open(context.new_page())
            say(page, "làm khai sinh")
            push(place, "tin trước")
            expect(page.get_by_text("tin trước")).to_be_visible()
        page.wait_for_timeout(500)
        with served(chat_app(rasa.port, **settings), urlsplit(url).port or 0):
            push(place, "tin sau")
            expect(page.get_by_text("tin sau")).to_be_visible(timeout=15_000)
            expect(page.get_by_text("tin trước")).to_have_count(1)
            context.close()


def test_where_streams_are_held_back_it_is_asked_for(page: Page, place: Place) -> None:
    # A proxy that gives nothing on before the end.
    page.route("**/api/v1/chat/events", lambda route: None)
    place.open(page)
    say(page, "làm khai sinh")
    push(place, "tin hỏi mới có")
    expect(page.get_by_text("tin hỏi mới có")).to_be_visible(timeout=20_000)


def test_forgetting_ends_it(page: Page, place: Place) -> None:
    place.open(page)
    say(page, "làm khai sinh")
    person = place.rasa.received[-1]["sender"]
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Làm mới").click()
    expect(page.locator(".asked")).to_have_count(0)
    body = {"person": person, "key": "late", "messages": [{"text": "muộn"}]}
    headers = {"Authorization": f"Bearer {SECRET}"}
    late = httpx.post(f"{place.server}/api/v1/chat/pushes", json=body, headers=headers)
    assert late.json()["code"] == "channel.expired"
