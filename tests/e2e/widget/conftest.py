"""A motcua before a stand-in for Rasa, and a portal of another origin that holds the widget."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.browser import DESKTOP, browser, wait_ready
from tests.fakes.chat_app import SECRET, chat_app, served
from tests.fakes.portal import Portal
from tests.fakes.rasa_server import RasaServer

_numbers = itertools.count(1)
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


def push(place: Place, text: str = "Dạ, hồ sơ của anh/chị xong rồi ạ.", **more: Any) -> None:
    """Tell the conversation that talked last."""
    body = {
        "person": place.rasa.received[-1]["sender"],
        "key": f"outbox-{next(_numbers)}",
        "messages": [{"text": text}],
        **more,
    }
    headers = {"Authorization": f"Bearer {SECRET}"}
    reply = httpx.post(f"{place.server}/api/v1/chat/pushes", json=body, headers=headers)
    assert reply.status_code == 201, reply.text


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
