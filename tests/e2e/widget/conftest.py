"""A motcua before a stand-in for Rasa, and a portal of another origin that holds the widget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.browser import DESKTOP, browser, wait_ready
from tests.fakes.chat_app import chat_app, served
from tests.fakes.portal import Portal
from tests.fakes.rasa_server import RasaServer

USER_KEY = "only-for-tests-only-for-tests-xx"


@dataclass(frozen=True)
class Place:
    """Where everything is."""

    rasa: RasaServer
    portal: Portal
    server: str

    def open(self, page: Page) -> Page:
        """Load the portal's page, open the widget, wait for its greeting."""
        page.goto(self.portal.origin)
        page.locator(".launcher").click()
        wait_ready(page)
        return page


@pytest.fixture(scope="module")
def running() -> Iterator[Place]:
    with RasaServer() as rasa, Portal() as portal:
        app = chat_app(
            rasa.port,
            rasa_timeout_s=4,
            person_rate="500/minute",
            address_rate="2000/minute",
            widget_origins=portal.origin,
            user_token_key=USER_KEY,
        )
        with served(app) as url:
            portal.server = url
            yield Place(rasa, portal, url)


@pytest.fixture
def place(running: Place) -> Place:
    running.rasa.get_well()
    running.rasa.received.clear()
    running.portal.attributes = {}
    return running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as one:
        yield one


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    width, height = DESKTOP
    made = chromium.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
    yield made
    made.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser's console said."""
    return []


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Page:
    made = context.new_page()
    made.on("console", lambda line: complaints.append(line.text))
    made.on("pageerror", lambda error: complaints.append(str(error)))
    return made
