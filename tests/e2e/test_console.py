"""The console in a real browser: the whole way in, lists, exports, automatic sign-out."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from api.staff.operator import machine_operator
from api.staff.roles import Role
from api.staff.scopes import Grant, Scope
from api.staff.signin.sessions import Lifetimes
from tests.e2e.browser import browser
from tests.fakes.chat_app import served
from tests.fakes.console_app import console_app, hire
from tests.fakes.staff_member import PASSWORD, StaffMember

pytestmark = pytest.mark.e2e
SHOTS = Path(__file__).parent / "screenshots"
PHONE, TABLET, DESKTOP = (390, 844), (820, 1180), (1200, 800)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCREENS = ("", "/accounts", "/accounts?q=zzz", "/accounts/new", "/accounts/2", "/audit", "/outbox",
           "/audit/2", "/me", "/me/authenticator", "/confirm", "/nowhere")  # fmt: skip


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture
def app(tmp_path: Path) -> Iterator[FastAPI]:
    made = console_app(tmp_path)
    yield made
    made.state.engine.dispose()


@pytest.fixture
def lan(app: FastAPI) -> StaffMember:
    accounts, by = app.state.staff.accounts, machine_operator("test")
    for number in range(40):
        scope = Scope("so-y-te") if number % 2 else Scope(ward="25747")
        name = f"Trần Văn {'An' if number % 2 else 'Bình'} {number}"
        accounts.create(by, f"canbo.{number:02}", name, "", [Grant(Role.CURATOR, scope)])
    return hire(app, "lan.nguyen", Grant(Role.ADMINISTRATOR), full_name="Nguyễn Thị Lan")


@pytest.fixture
def url(app: FastAPI) -> Iterator[str]:
    with served(app) as address:
        yield address


def new_page(chromium: Browser, size: tuple[int, int], **more: object) -> Page:
    width, height = size
    context = chromium.new_context(viewport={"width": width, "height": height}, **more)
    page = context.new_page()
    page.set_default_timeout(10_000)
    return page


def sign_in(page: Page, url: str, person: StaffMember, path: str = "") -> None:
    page.goto(f"{url}/console{path}")
    page.get_by_label("Tên đăng nhập").fill(person.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Mã 6 số hoặc mã dự phòng").fill(person.recovery_codes.pop())
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"{url}/console{path}")


def check_access(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    told = [
        (item["id"], [n["html"] for n in item["nodes"]]) for item in found.response["violations"]
    ]
    assert told == [], page.url
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wider <= 0, page.url


def test_from_activation_to_signing_out(
    app: FastAPI, lan: StaffMember, url: str, chromium: Browser, tmp_path: Path
):
    made = app.state.staff.accounts.create(
        machine_operator("test"), "mai.tran", "Trần Thị Mai", "", [Grant(Role.ADMINISTRATOR)]
    )
    page = new_page(chromium, TABLET, accept_downloads=True)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{url}/console")
    page.get_by_role("link", name="Nhập mã kích hoạt").click()
    page.get_by_label("Tên đăng nhập").fill("mai.tran")
    page.get_by_label("Mã kích hoạt").fill(made.code.lower())
    page.get_by_label("Mật khẩu mới", exact=True).fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu mới").fill(PASSWORD)
    page.get_by_role("button", name="Đặt mật khẩu").click()

    check_access(page)
    secret = page.locator(".secret code").inner_text().replace(" ", "")
    totp = pyotp.TOTP(secret)
    page.get_by_label("Mã 6 số").fill(totp.now())
    page.get_by_role("button", name="Xác nhận").click()
    expect(page.locator(".codes li")).to_have_count(10)
    check_access(page)
    page.get_by_role("button", name="Đăng xuất").click()

    page.get_by_label("Tên đăng nhập").fill("mai.tran")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Mã 6 số hoặc mã dự phòng").fill(
        totp.at(app.state.staff.now(), counter_offset=1)
    )
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", name="Chào Trần Thị Mai")).to_be_visible()

    page.get_by_role("navigation", name="Danh mục").get_by_text("Tài khoản cán bộ").click()
    page.get_by_label("Tìm tên").fill("tran van an")
    page.get_by_role("button", name="Lọc").click()
    expect(page.locator(".count")).to_contain_text("20 dòng")
    page.get_by_role("link", name="Tên đăng nhập").click()
    expect(page.locator("tbody tr")).to_have_count(20)
    bookmark = page.url
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    file = tmp_path / "accounts.csv"
    download.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as text:
        names = [row["Tên đăng nhập"] for row in csv.DictReader(text)]
    assert names == page.locator("tbody tr td:nth-child(2)").all_inner_texts()

    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    page.goto(bookmark)
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    assert complaints == []
    page.context.close()


@pytest.mark.parametrize(("name", "size"), [("phone", PHONE), ("desktop", DESKTOP)])
def test_every_screen_is_accessible_and_fits(
    lan: StaffMember, url: str, chromium: Browser, name: str, size: tuple[int, int]
):
    page = new_page(chromium, size)
    page.goto(f"{url}/console/activate")
    check_access(page)
    page.goto(f"{url}/console/sign-in?expired=1")
    check_access(page)
    sign_in(page, url, lan)
    for path in SCREENS:
        page.goto(f"{url}/console{path}")
        check_access(page)
        label = path.strip("/").replace("/", "-").replace("?", "-") or "home"
        page.screenshot(path=SHOTS / f"console-{name}-{label}.png", full_page=True)
    page.context.close()


def test_the_way_in_needs_no_script_and_no_mouse(lan: StaffMember, url: str, chromium: Browser):
    page = new_page(chromium, DESKTOP, java_script_enabled=False)
    page.goto(f"{url}/console/accounts")
    # The browser gives the focus when it first draws, which may be after the page has loaded.
    expect(page.get_by_label("Tên đăng nhập")).to_be_focused()
    page.keyboard.type("lan.nguyen")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/code?*")
    expect(page.get_by_label("Mã 6 số hoặc mã dự phòng")).to_be_focused()
    page.keyboard.type(lan.recovery_codes.pop())
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}/console/accounts")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.context.close()


def test_nobody_there_is_signed_out_and_finds_what_was_typed(
    app: FastAPI, lan: StaffMember, url: str, chromium: Browser
):
    app.state.staff.sessions.lifetimes = Lifetimes(timedelta(seconds=12), timedelta(hours=1))
    page = new_page(chromium, DESKTOP)
    sign_in(page, url, lan, "/accounts/new")
    page.get_by_label("Họ tên").fill("Lê Thị Đang Gõ")
    page.get_by_label("Vai trò", exact=True).select_option("curator")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible(timeout=15_000)
    check_access(page)
    page.screenshot(path=SHOTS / "console-idle.png")
    page.wait_for_url(f"{url}/console/sign-in?*", timeout=15_000)
    expect(page.get_by_text("tự đăng xuất")).to_be_visible()
    with app.state.staff.database() as session:
        from api.staff.signin.repository import SessionRepository

        live = SessionRepository(session).of_account(lan.account_id)
    assert [item.device for item in live] == ["Thiết bị thử"]

    app.state.staff.sessions.lifetimes = Lifetimes(timedelta(minutes=5), timedelta(hours=1))
    page.get_by_label("Tên đăng nhập").fill(lan.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Mã 6 số hoặc mã dự phòng").fill(lan.recovery_codes.pop())
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"{url}/console/accounts/new")
    expect(page.get_by_label("Họ tên")).to_have_value("Lê Thị Đang Gõ")
    expect(page.get_by_label("Vai trò", exact=True)).to_have_value("curator")
    expect(page.get_by_text("Đã khôi phục nội dung")).to_be_visible()
    page.context.close()


def test_what_one_typed_is_not_shown_to_another(
    app: FastAPI, lan: StaffMember, url: str, chromium: Browser
):
    mai = hire(app, "mai.tran", Grant(Role.ADMINISTRATOR))
    page = new_page(chromium, DESKTOP)
    sign_in(page, url, lan, "/accounts/new")
    page.evaluate(
        "owner => sessionStorage.setItem(`motcua.draft:${owner}:/console/accounts/new`,"
        " JSON.stringify([[['full_name', 'Bí mật của Lan']]]))",
        page.get_attribute("body", "data-owner"),
    )
    page.get_by_role("button", name="Đăng xuất").click()
    sign_in(page, url, mai, "/accounts/new")
    expect(page.get_by_label("Họ tên")).to_have_value("")
    assert page.evaluate("Object.keys(sessionStorage).length") == 0
    page.context.close()


def test_somebody_who_is_there_stays(app: FastAPI, lan: StaffMember, url: str, chromium: Browser):
    app.state.staff.sessions.lifetimes = Lifetimes(timedelta(seconds=8), timedelta(hours=1))
    page = new_page(chromium, DESKTOP)
    sign_in(page, url, lan, "/accounts/new")
    field = page.get_by_label("Họ tên")
    for letter in "Nguyễn Văn Gõ Chậm":
        field.press_sequentially(letter)
        page.wait_for_timeout(700)
    assert field.input_value() == "Nguyễn Văn Gõ Chậm"
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.wait_for_timeout(4500)
    page.get_by_role("button", name="Tiếp tục làm việc").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.reload()
    expect(page.get_by_role("heading", name="Thêm cán bộ")).to_be_visible()
    page.context.close()
