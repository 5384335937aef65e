"""Cards, files, forms and pictures; and the marks of texts, the same as on the server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from api.settings import ROOT
from api.widget.build import PARTS
from tests.e2e.browser import answer, say, wait_ready
from tests.e2e.widget.conftest import Place

pytestmark = pytest.mark.e2e
MARKUP = json.loads((ROOT / "tests" / "markup_cases.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def in_browser(chromium: object) -> Page:
    page: Page = chromium.new_page()  # type: ignore[attr-defined]
    texts = [(PARTS / f"{name}.js").read_text("utf-8") for name in ("dom", "words", "markup")]
    lines = [line for text in texts for line in text.splitlines() if not line.startswith("import")]
    script = "\n".join(line.removeprefix("export ") for line in lines)
    page.add_script_tag(content=f"{script}\nwindow.messageNodes = messageNodes;")
    return page


@pytest.mark.parametrize("case", MARKUP["cases"], ids=lambda case: case["name"])
def test_text_becomes_the_same_html_as_on_the_server(
    in_browser: Page, case: dict[str, str]
) -> None:
    script = """([text, hotline]) => {
      const box = document.createElement("div");
      box.append(...messageNodes(text, hotline));
      return box.innerHTML;
    }"""
    assert in_browser.evaluate(script, [case["text"], MARKUP["hotline"]]) == case["html"]


def test_cards_files_and_links(page: Page, place: Place, complaints: list[str]) -> None:
    place.open(page)
    place.rasa.reply_with = [
        {"custom": {"type": "card", "title": "Lịch hẹn <b>", "subtitle": "*9:00* thứ Ba",
         "buttons": [{"title": "Chỉ đường", "url": "https://a.vn/duong"},
                     {"title": "Gọi quầy", "url": "tel:1022"},
                     {"title": "Đổi giờ", "payload": "/help"}]}},
        {"text": "Mẫu đây ạ", "attachment": "https://a.vn/to-khai.docx"},
    ]  # fmt: skip
    say(page, "lịch hẹn của tôi")
    assert page.locator(".card-title").inner_text() == "Lịch hẹn <b>"
    assert page.locator(".card strong").inner_text() == "9:00"
    expect(page.locator("a.choice[href='https://a.vn/duong']")).to_have_attribute(
        "rel", "noopener noreferrer"
    )
    expect(page.locator("a.choice[href='tel:1022']")).to_be_visible()
    expect(page.get_by_role("link", name="Tải về: to-khai.docx")).to_be_visible()
    assert complaints == []


def test_a_day_is_chosen_from_a_calendar(page: Page, place: Place) -> None:
    place.open(page)
    field = {"label": "Ngày hẹn", "kind": "date", "min": "2026-11-24", "max": "2026-12-24"}
    place.rasa.reply_with = [{"custom": {"type": "form", "text": "Chọn ngày ạ", "fields": [field]}}]
    say(page, "đặt lịch")
    box = page.get_by_label("Ngày hẹn")
    box.fill("2026-11-20")
    page.locator(".form .send").click()
    assert len(place.rasa.received) == 1
    box.fill("2026-11-25")
    place.rasa.get_well()
    page.locator(".form .send").click()
    answer(page, 2)
    assert place.rasa.last_message() == "25/11/2026"
    assert page.locator(".asked").last.inner_text() == "25/11/2026"


def test_several_fields_are_sent_as_lines(page: Page, place: Place) -> None:
    place.open(page)
    fields = [
        {"label": "Ngày", "kind": "date"},
        {"label": "Buổi", "kind": "choice", "options": ["Sáng", "Chiều"]},
        {"label": "Ghi chú", "required": False},
    ]
    place.rasa.reply_with = [{"custom": {"type": "form", "fields": fields}}]
    say(page, "đặt lịch")
    page.get_by_label("Ngày").fill("2026-11-25")
    page.get_by_label("Buổi").select_option("Chiều")
    page.locator(".form .send").click()
    answer(page, 2)
    assert place.rasa.last_message() == "Ngày: 25/11/2026\nBuổi: Chiều"


def test_a_picture_is_sent_shrunk_shown_and_kept(
    page: Page, place: Place, tmp_path: Path, complaints: list[str]
) -> None:
    large = tmp_path / "giay to.png"
    Image.new("RGB", (4000, 3000), (180, 60, 40)).save(large)
    sent: list[int] = []
    page.on(
        "request",
        lambda one: one.url.endswith("/images") and sent.append(len(one.post_data_buffer or b"")),
    )
    place.open(page)
    page.set_input_files("input[type=file]", large)
    answer(page, 1)
    assert place.rasa.last_message() == '/receive{"what":"image"}'
    picture = page.locator(".asked img")
    width = "(e) => e.decode().then(() => e.naturalWidth)"
    assert picture.evaluate(width) == 1600
    page.reload()
    wait_ready(page)
    assert page.locator(".asked img").evaluate(width) == 1600
    assert complaints == []


def test_what_is_no_picture_is_said_to_be_none(page: Page, place: Place, tmp_path: Path) -> None:
    place.open(page)
    for name, content in (("a.pdf", b"%PDF"), ("a.png", b"no picture")):
        path = tmp_path / name
        path.write_bytes(content)
        page.set_input_files("input[type=file]", path)
        expect(page.locator(".remark")).to_contain_text("Anh/chị")
        expect(page.locator(".remark")).not_to_contain_text("Đang gửi")
    assert place.rasa.received == []


def test_what_went_to_an_officer_has_a_quiet_receipt_after_a_reload_too(
    page: Page, place: Place
) -> None:
    place.rasa.reply_with = [{"custom": {"type": "status", "status": "relayed"}}]
    place.open(page)
    assert say(page, "hồ sơ của tôi") == []
    receipt = page.locator(".turn").last.locator(".relayed")
    expect(receipt).to_have_text("Đã gửi cán bộ")
    page.screenshot(path=Path(__file__).parents[1] / "screenshots" / "widget-relayed.png")
    page.reload()
    wait_ready(page)
    expect(page.locator(".relayed")).to_have_text("Đã gửi cán bộ")
