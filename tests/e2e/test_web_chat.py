"""The web chat in a real browser, before a stand-in for Rasa."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.browser import (
    DESKTOP,
    PHONE,
    SMALL_PHONE,
    answer,
    browser,
    choices,
    failure,
    open_chat,
    press,
    retry,
    say,
    wait_ready,
)
from tests.fakes.chat_app import chat_app, served
from tests.fakes.rasa_server import RasaServer

pytestmark = pytest.mark.e2e
_WIDE = "Luat" * 60
FOCUSED = """() => {
  let now = document.activeElement;
  while (now?.shadowRoot?.activeElement) now = now.shadowRoot.activeElement;
  return now.id || now.className;
}"""


@pytest.fixture(scope="module")
def rasa() -> Iterator[RasaServer]:
    with RasaServer() as server:
        yield server


@pytest.fixture(autouse=True)
def _well(rasa: RasaServer) -> None:
    rasa.get_well()
    rasa.received.clear()


@pytest.fixture(scope="module")
def url(rasa: RasaServer) -> Iterator[str]:
    app = chat_app(rasa.port, rasa_timeout_s=2, person_rate="500/minute", address_rate="900/minute")
    with served(app) as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    width, height = PHONE
    context = chromium.new_context(viewport={"width": width, "height": height}, has_touch=True)
    yield context.new_page()
    context.close()


def test_a_typed_question_is_answered(page: Page, url: str, rasa: RasaServer) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    open_chat(page, url)
    (said,) = say(page, "vo toi moi sinh lam giay khai sinh can gi")
    assert "đăng ký khai sinh" in said
    assert "*" not in said
    assert rasa.last_message() == "vo toi moi sinh lam giay khai sinh can gi"
    assert choices(page)[:2] == ["Lệ phí", "Bao lâu có"]
    assert page.locator(".bubble .source").inner_text().startswith("Mã 1.001193")
    assert page.locator(".bubble ol li").count() == 3
    assert page.locator(".bubble a[href^='https://dichvucong.gov.vn']").count() == 1
    assert page.locator(".bubble a[href='tel:1022']").count() == 1
    assert page.input_value("#question") == ""
    assert complaints == []


def test_buttons_send_their_command_and_stay_usable(page: Page, url: str, rasa: RasaServer) -> None:
    open_chat(page, url)
    press(page, "Làm khai sinh cho bé cần gì?")
    assert rasa.last_message() == "Làm khai sinh cho bé cần gì?"
    (said,) = press(page, "Lệ phí")
    assert "miễn lệ phí" in said
    assert page.locator(".asked").last.inner_text() == "Lệ phí"
    press(page, "Bao lâu có")
    assert rasa.last_message() == '/choose{"code":"1.001193","section":"time"}'


def test_a_failure_keeps_the_question_and_sends_it_again(
    page: Page, url: str, rasa: RasaServer
) -> None:
    open_chat(page, url)
    rasa.fail_with = 500
    assert say(page, "làm khai sinh") == []
    assert "1022" in (failure(page) or "")
    page.reload()
    wait_ready(page)
    assert page.locator(".asked").all_inner_texts() == ["làm khai sinh"]
    rasa.get_well()
    (said,) = retry(page)
    assert "đăng ký khai sinh" in said
    assert failure(page) is None
    assert page.locator(".asked").count() == 1


def test_a_refused_question_comes_back_for_editing(page: Page, url: str) -> None:
    open_chat(page, url)
    assert say(page, "///") == []
    page.locator(".retry").click()
    assert page.input_value("#question") == "///"


def test_waiting_is_shown_and_nothing_is_sent_twice(page: Page, url: str, rasa: RasaServer) -> None:
    open_chat(page, url)
    rasa.delay_s = 0.7
    page.fill("#question", "làm khai sinh")
    page.press("#question", "Enter")
    page.wait_for_selector(".waiting")
    page.fill("#question", "câu sau")
    page.press("#question", "Enter")
    answer(page, 1)
    assert page.locator(".waiting").count() == 0
    assert page.input_value("#question") == "câu sau"
    assert [body["message"] for body in rasa.received] == ["làm khai sinh"]


def test_a_reload_keeps_the_conversation(page: Page, url: str, rasa: RasaServer) -> None:
    open_chat(page, url)
    said = say(page, "làm khai sinh")
    press(page, "Lệ phí")
    page.reload()
    wait_ready(page)
    assert answer(page, 1) == said
    assert page.locator(".asked").all_inner_texts() == ["làm khai sinh", "Lệ phí"]
    press(page, "Bao lâu có")
    assert len({body["sender"] for body in rasa.received}) == 1


def test_a_conversation_can_be_begun_anew(page: Page, url: str, rasa: RasaServer) -> None:
    open_chat(page, url)
    say(page, "làm khai sinh")
    page.once("dialog", lambda dialog: dialog.accept())
    with page.expect_response(lambda reply: reply.request.method == "DELETE"):
        page.get_by_role("button", name="Làm mới").click()
    assert page.locator(".asked").count() == 0
    page.reload()
    wait_ready(page)
    assert page.locator(".asked").count() == 0
    say(page, "làm khai sinh")
    assert len({body["sender"] for body in rasa.received}) == 2


def test_an_answer_is_text_and_never_markup(page: Page, url: str, rasa: RasaServer) -> None:
    open_chat(page, url)
    attack = "<img src=x onerror=\"document.title='taken'\"> *<b>x</b>* javascript:alert(1)"
    rasa.reply_with = [{"text": attack, "buttons": [{"title": attack, "payload": attack}]}]
    (said,) = say(page, attack)
    assert "<img src=x" in said
    turn = page.locator(".turn").last
    assert turn.locator("img, b, a").count() == 0
    assert "taken" not in page.title()


def test_enter_during_a_composed_word_does_not_send(page: Page, url: str, rasa: RasaServer) -> None:
    open_chat(page, url)
    page.fill("#question", "khai sinh")
    page.dispatch_event("#question", "keydown", {"key": "Enter", "isComposing": True})
    page.press("#question", "Shift+Enter")
    assert page.input_value("#question") == "khai sinh\n"
    assert rasa.received == []


@pytest.mark.parametrize("size", ["normal", "large", "largest"])
@pytest.mark.parametrize("viewport", [SMALL_PHONE, PHONE, DESKTOP])
def test_nothing_is_wider_than_the_screen(
    page: Page, url: str, rasa: RasaServer, viewport: tuple[int, int], size: str
) -> None:
    page.set_viewport_size({"width": viewport[0], "height": viewport[1]})
    open_chat(page, url)
    while page.get_attribute(".frame", "data-text") != size:
        page.get_by_role("button", name="Cỡ chữ").click()
    rasa.reply_with = [{"text": f"Dạ {_WIDE}", "buttons": [{"title": _WIDE, "payload": "/help"}]}]
    say(page, _WIDE)
    script = "(e) => e.scrollWidth - e.clientWidth"
    assert page.locator("html").evaluate(script) == 0
    assert page.locator("#log").evaluate(script) == 0
    # What is touched is large enough, and the box to write in stays on the screen.
    for box in page.locator("button:visible, .tool:visible, #question").all():
        area = box.bounding_box()
        assert area is not None
        assert area["height"] >= 44
        assert area["width"] >= 44
    send = page.locator(".send").bounding_box()
    assert send is not None
    assert send["y"] + send["height"] <= viewport[1]


def test_text_is_large_and_its_size_is_remembered(page: Page, url: str) -> None:
    open_chat(page, url)
    script = "(e) => parseFloat(getComputedStyle(e).fontSize)"
    normal = page.locator(".bubble").evaluate(script)
    page.get_by_role("button", name="Cỡ chữ").click()
    page.reload()
    wait_ready(page)
    assert normal >= 17
    assert page.locator(".bubble").evaluate(script) > normal


def test_the_keyboard_reaches_everything(page: Page, url: str) -> None:
    open_chat(page, url)
    reached = []
    for _ in range(16):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
    assert "skip" in reached[0]
    wanted = {"tool", "log", "choice", "attach", "question", "send"}
    assert wanted <= set(reached)
    # As it is read: tools, conversation, box to write in.
    order = [
        reached.index(name) for name in ("tool", "log", "choice", "attach", "question", "send")
    ]
    assert order == sorted(order)


def test_without_scripts_the_form_answers(chromium: Browser, url: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url)
    page.get_by_role("button", name="Làm khai sinh cho bé cần gì?").click()
    assert "đăng ký khai sinh" in page.locator("#last .bubble").inner_text()
    page.locator("#last").get_by_role("button", name="Lệ phí").click()
    assert "miễn lệ phí" in page.locator("#last .bubble").inner_text()
    context.close()
