"""Drive the web chat in a real Chromium: what the browser tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

PHONE = (360, 740)
SMALL_PHONE = (320, 568)
DESKTOP = (1280, 800)
# An answer may wait for Rasa's first, slow turn.
ANSWER_TIMEOUT_MS = 30_000

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path() -> str | None:
    """The installed Chromium, or ``None``, which stands for Playwright's own."""
    found = (shutil.which(name) for name in _NAMES)
    return os.environ.get("MOTCUA_CHROMIUM") or next((path for path in found if path), None)


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium while the block lasts."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium_path(), args=_ARGUMENTS)
        try:
            yield running
        finally:
            running.close()


def open_chat(page: Page, url: str) -> None:
    """Load the chat and wait until its script has taken over."""
    page.goto(url)
    wait_ready(page)


def wait_ready(page: Page) -> None:
    """Wait until the widget has greeted and restored, e.g. after a reload."""
    page.wait_for_selector(".frame[data-ready=yes]", state="attached")


def say(page: Page, text: str) -> list[str]:
    """Type ``text``, send it with Enter; the texts of the answer's bubbles."""
    before = turns(page)
    page.fill("#question", text)
    page.press("#question", "Enter")
    return answer(page, before + 1)


def press(page: Page, title: str) -> list[str]:
    """Press the latest button with that title; the texts of the answer's bubbles."""
    before = turns(page)
    page.locator(".choice").get_by_text(title, exact=True).last.click()
    return answer(page, before + 1)


def choices(page: Page) -> list[str]:
    """Titles of the buttons under the latest answer."""
    return page.locator(".turn").last.locator(".choice").all_inner_texts()


def failure(page: Page) -> str | None:
    """What the latest turn says went wrong, or ``None``."""
    box = page.locator(".turn").last.locator(".failure p")
    return box.inner_text() if box.count() else None


def retry(page: Page) -> list[str]:
    """Press "send again" of the latest failure; the texts of the answer's bubbles."""
    count = turns(page)
    page.locator(".retry").last.click()
    return answer(page, count)


def turns(page: Page) -> int:
    """How many questions were asked."""
    return page.locator(".turn:not(.greeting)").count()


def answer(page: Page, count: int) -> list[str]:
    """Wait until turn ``count`` is answered or has failed; the texts of its bubbles."""
    # A failure has no bubbles, see ``failure``.
    turn = page.locator(".turn:not(.greeting)").nth(count - 1)
    page.wait_for_function(
        "(box) => box && !box.querySelector('.waiting')",
        arg=turn.element_handle(timeout=ANSWER_TIMEOUT_MS),
        timeout=ANSWER_TIMEOUT_MS,
    )
    return turn.locator(".bubble").all_inner_texts()
