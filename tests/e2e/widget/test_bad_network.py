"""Slow, broken and lost networks; reloads and several tabs: nothing is lost or asked twice."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.browser import answer, press, retry, say, wait_ready
from tests.e2e.widget.conftest import Place

pytestmark = pytest.mark.e2e


def _ask(page: Page, text: str) -> None:
    page.fill("#question", text)
    page.press("#question", "Enter")


def test_bubbles_show_before_the_answer_is_complete(page: Page, place: Place) -> None:
    place.open(page)
    place.rasa.reply_with = [{"text": "Phần một"}, {"text": "Phần hai"}]
    place.rasa.gap_s = 1.0
    _ask(page, "làm khai sinh")
    expect(page.get_by_text("Phần một")).to_be_visible()
    assert page.get_by_text("Phần hai").count() == 0
    expect(page.locator(".waiting")).to_be_visible()
    expect(page.get_by_text("Phần hai")).to_be_visible()


def test_a_slow_network_only_takes_longer(page: Page, place: Place) -> None:
    place.open(page)
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    slow = {"offline": False, "latency": 900, "downloadThroughput": 6000, "uploadThroughput": 3000}
    network.send("Network.emulateNetworkConditions", slow)
    began = time.monotonic()
    (said,) = say(page, "làm khai sinh")
    assert "đăng ký khai sinh" in said
    assert time.monotonic() - began > 0.9
    assert len(place.rasa.received) == 1


def test_a_reload_in_the_middle_finds_the_answer(page: Page, place: Place) -> None:
    place.open(page)
    place.rasa.delay_s = 1.5
    _ask(page, "làm khai sinh")
    expect(page.locator(".waiting")).to_be_visible()
    page.wait_for_timeout(200)
    page.reload()
    wait_ready(page)
    (said,) = answer(page, 1)
    assert "đăng ký khai sinh" in said
    assert page.locator(".asked").all_inner_texts() == ["làm khai sinh"]
    assert len(place.rasa.received) == 1


def test_a_reload_keeps_the_conversation(page: Page, place: Place) -> None:
    place.open(page)
    said = say(page, "làm khai sinh")
    press(page, "Lệ phí")
    page.reload()
    wait_ready(page)
    assert answer(page, 1) == said
    assert page.locator(".asked").all_inner_texts() == ["làm khai sinh", "Lệ phí"]
    press(page, "Bao lâu có")
    assert len({body["sender"] for body in place.rasa.received}) == 1


def test_offline_the_question_waits_and_goes_out_once_with_the_network(
    page: Page, place: Place
) -> None:
    place.open(page)
    page.context.set_offline(True)
    _ask(page, "làm khai sinh")
    expect(page.locator(".waiting")).to_contain_text("chưa vào được mạng")
    page.context.set_offline(False)
    (said,) = answer(page, 1)
    assert "đăng ký khai sinh" in said
    assert [body["message"] for body in place.rasa.received] == ["làm khai sinh"]


def test_a_connection_cut_in_the_middle_is_taken_up_again(page: Page, place: Place) -> None:
    place.open(page)
    place.rasa.delay_s = 1.0
    _ask(page, "làm khai sinh")
    expect(page.locator(".waiting")).to_be_visible()
    page.wait_for_timeout(200)
    page.context.set_offline(True)
    page.wait_for_timeout(300)
    page.context.set_offline(False)
    (said,) = answer(page, 1)
    assert "đăng ký khai sinh" in said
    assert len(place.rasa.received) == 1


def test_opened_without_a_network_it_starts_when_there_is_one(page: Page, place: Place) -> None:
    page.goto(place.portal.origin)
    page.wait_for_selector(".launcher")
    page.context.set_offline(True)
    page.locator(".launcher").click()
    expect(page.locator(".greeting .failure")).to_contain_text("kiểm tra mạng")
    page.context.set_offline(False)
    wait_ready(page)
    assert page.locator(".greeting .failure").count() == 0
    assert len(say(page, "làm khai sinh")) == 1


def test_a_failure_can_be_sent_again_also_after_a_reload(page: Page, place: Place) -> None:
    place.open(page)
    place.rasa.fail_with = 500
    assert say(page, "làm khai sinh") == []
    expect(page.locator(".failure")).to_contain_text("1022")
    page.reload()
    wait_ready(page)
    expect(page.locator(".failure")).to_be_visible()
    place.rasa.get_well()
    (said,) = retry(page)
    assert "đăng ký khai sinh" in said
    assert page.locator(".asked").count() == 1


def test_two_tabs_show_one_conversation(context: BrowserContext, place: Place) -> None:
    one = place.open(context.new_page())
    say(one, "làm khai sinh")
    two = place.open(context.new_page())
    assert two.locator(".asked").all_inner_texts() == ["làm khai sinh"]
    said = press(two, "Lệ phí")
    expect(one.locator(".asked")).to_have_count(2)
    assert answer(one, 2) == said
    press(one, "Bao lâu có")
    expect(two.locator(".asked")).to_have_count(3)
    assert len({body["sender"] for body in place.rasa.received}) == 1
    assert len(place.rasa.received) == 3
    one.once("dialog", lambda dialog: dialog.accept())
    one.get_by_role("button", name="Làm mới").click()
    expect(two.locator(".asked")).to_have_count(0)
    wait_ready(one)
    one.wait_for_timeout(300)
    say(two, "làm khai sinh")
    say(one, "làm khai sinh")
    assert len({body["sender"] for body in place.rasa.received}) == 2


def test_a_tab_opened_while_an_answer_is_made_gets_it_too(
    context: BrowserContext, place: Place
) -> None:
    one = place.open(context.new_page())
    place.rasa.delay_s = 1.2
    _ask(one, "làm khai sinh")
    two = place.open(context.new_page())
    assert answer(two, 1) == answer(one, 1)
    assert len(place.rasa.received) == 1
