"""The same conversation in a real browser, through every process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.browser import DESKTOP, PHONE, browser, failure, open_chat, press, say
from tests.stack import Stack

pytestmark = pytest.mark.e2e
SHOTS = Path(__file__).parent / "screenshots"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


def new_page(chromium: Browser, size: tuple[int, int]) -> Page:
    width, height = size
    return chromium.new_context(viewport={"width": width, "height": height}).new_page()


@pytest.mark.parametrize(("name", "size"), [("phone", PHONE), ("desktop", DESKTOP)])
def test_ten_turns(stack: Stack, chromium: Browser, name: str, size: tuple[int, int]):
    page = new_page(chromium, size)
    errors: list[str] = []
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    open_chat(page, stack.api)

    assert say(page, "chào em")
    assert "Giấy chứng sinh" in " ".join(say(page, "lam giay khai sinh can giay to gi"))
    page.screenshot(path=SHOTS / f"{name}-documents.png")
    assert "phí" in " ".join(say(page, "còn lệ phí thì sao?"))
    assert "đơn vị" in " ".join(press(page, "Bao lâu có"))
    assert "Nộp trực tuyến được" in " ".join(say(page, "nộp online được không"))
    assert "kết hôn" in " ".join(say(page, "đăng ký kết hôn cần gì"))
    assert "43 Nguyễn Văn Bá" in " ".join(say(page, "trung tâm ở đâu"))
    assert "tầng 2" in " ".join(say(page, "sở nông nghiệp môi trường tầng mấy"))
    page.screenshot(path=SHOTS / f"{name}-centre.png")
    assert "1022" in " ".join(say(page, "giá vàng hôm nay"))
    assert say(page, "cảm ơn em")
    page.screenshot(path=SHOTS / f"{name}-end.png")

    assert failure(page) is None
    assert errors == []
    page.context.close()


def test_a_typed_command_is_only_text(stack: Stack, chromium: Browser):
    page = new_page(chromium, PHONE)
    open_chat(page, stack.api)
    say(page, "đăng ký kết hôn cần gì")
    assert say(page, '/choose{"code":"1.001193"}')
    assert failure(page) is None
    page.context.close()
