"""Petitions and feedback in the console, in a real browser: phone and desktop, axe clean."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from api.petitions.service import PetitionDesk, Petitions
from api.staff.roles import Role
from api.staff.scopes import Grant
from api.vault.cipher import Cipher
from tests.api.petitions.conftest import new
from tests.e2e.browser import browser
from tests.e2e.test_console import new_page, sign_in
from tests.fakes.chat_app import served
from tests.fakes.console_app import STAFF_SECRET, console_app, hire
from tests.fakes.staff_member import StaffMember

pytestmark = pytest.mark.e2e
SIZES = {"phone": (390, 844), "desktop": (1200, 800)}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STORY = "Cán bộ quầy 5 phường An Lạc nói chuyện khó chịu, tôi hỏi lại thì bị quát trước mọi người."


def picture() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (320, 240), (180, 200, 220)).save(written, "JPEG")
    return written.getvalue()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture
def app(tmp_path: Path) -> Iterator[FastAPI]:
    made = console_app(tmp_path)
    kept: Petitions = made.state.petitions
    desk = PetitionDesk(
        made.state.sessions, kept.catalogue, kept._desk.vault, lambda person, key: picture()
    )
    made.state.petitions = Petitions(desk, Cipher(STAFF_SECRET))
    for number in range(3):
        made.state.petitions.open(
            new(f"draft-{number:04}", person="telegram:7", text=STORY, photos=["one", "two"])
        )
    yield made
    made.state.engine.dispose()


@pytest.fixture
def url(app: FastAPI) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture
def lan(app: FastAPI) -> StaffMember:
    return hire(app, "lan.nguyen", Grant(Role.SUPERVISOR), full_name="Nguyễn Thị Lan")


def looked_at(page: Page, name: str) -> None:
    """Nothing sticks out, axe finds nothing; a picture is kept where a folder is named."""
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide
    result = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert [item["id"] for item in result.response["violations"]] == []
    folder = os.environ.get("MOTCUA_SCREENSHOTS")
    if folder:
        width = (page.viewport_size or {"width": 0})["width"]
        page.screenshot(path=Path(folder) / f"console-{name}-{width}.png", full_page=True)


@pytest.mark.parametrize("size", list(SIZES))
def test_an_officer_reads_takes_answers_and_exports(
    chromium: Browser, url: str, app: FastAPI, lan: StaffMember, size: str
):
    page = new_page(chromium, SIZES[size], accept_downloads=True)
    sign_in(page, url, lan, "/petitions")
    looked_at(page, "petitions")
    page.get_by_role("link", name="PA-").last.click()
    expect(page.get_by_text(STORY)).to_be_visible()
    expect(page.get_by_role("img", name="Hình 1 người dân gửi")).to_be_visible()
    page.wait_for_function("[...document.images].every((one) => one.complete && one.naturalWidth)")
    looked_at(page, "petition")
    page.get_by_role("button", name="Nhận xử lý").click()
    expect(page.get_by_text("Đã nhận xử lý.")).to_be_visible()
    page.get_by_label("Nội dung trả lời").fill("Phường đã làm việc với cán bộ, xin lỗi anh/chị.")
    page.get_by_role("button", name="Gửi trả lời").click()
    expect(page.get_by_text("Tin trả lời: Đang chờ")).to_be_visible()
    looked_at(page, "answered")
    page.goto(f"{url}/console/petitions/export?state=new")
    looked_at(page, "export")
    page.get_by_role("checkbox", name="PA-").first.uncheck()
    page.get_by_label("Loại tệp").select_option("csv")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Xuất tệp").click()
    text = Path(waiting.value.path()).read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 2
    assert rows[1][4] == STORY
    page.goto(f"{url}/console/feedback")
    looked_at(page, "feedback")
    page.context.close()
