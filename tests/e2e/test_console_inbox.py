"""Two officers and the inbox in a real browser: phone and desktop, with and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from api.answers.schemas import Answer, Status
from api.handover.schemas import Opening, PastTurn, Said
from api.staff.roles import Role
from api.staff.scopes import Grant
from tests.e2e.browser import browser
from tests.e2e.test_console import DESKTOP, PHONE, SHOTS, check_access, new_page, sign_in
from tests.fakes.chat_app import served
from tests.fakes.console_app import console_app, hire
from tests.fakes.staff_member import StaffMember

pytestmark = pytest.mark.e2e
FEE = "Dạ, *lệ phí* đăng ký khai sinh đúng hạn: miễn."
SOURCE = "Mã 1.001193 · Luật Hộ tịch (60/2014/QH13) · kiểm tra năm 2026"


def ask(question: str, code: str | None) -> Answer | None:
    """The records of this test know one thing."""
    if "khai sinh" not in question:
        return None
    return Answer(status=Status.ANSWERED, messages=[FEE], source=SOURCE)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture
def app(tmp_path: Path) -> Iterator[FastAPI]:
    made = console_app(tmp_path, ask=ask)
    yield made
    made.state.engine.dispose()


@pytest.fixture
def url(app: FastAPI) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture
def mai(app: FastAPI) -> StaffMember:
    return hire(app, "mai.tran", Grant(Role.INBOX_OFFICER), full_name="Trần Thị Mai")


@pytest.fixture
def an(app: FastAPI) -> StaffMember:
    return hire(app, "an.le", Grant(Role.SUPERVISOR), full_name="Lê Văn An")


@pytest.fixture
def number(app: FastAPI) -> str:
    """A request among others."""
    citizens = app.state.handover.citizens
    opening = Opening(
        person="telegram:1",
        key="k",
        channel="telegram",
        text="cho tôi gặp cán bộ, bé nhà tôi 3 tháng rồi chưa làm khai sinh được",
        turns=[
            PastTurn(asked="lam khai sinh cho be can gi", answered="Dạ, giấy tờ cần có khi làm…"),
            PastTurn(asked="ma toi khong co giay chung sinh", answered="Dạ, em chưa chắc…"),
        ],
        ward="27595",
    )
    made = str(citizens.open(opening).number)
    citizens.open(Opening(person="zalo:2", key="k", channel="zalo", text="alo", reason="angry"))
    secret = Opening(person="web:3", key="k", channel="web", text="cán bộ vòi tiền tôi",
                     reason="sensitive", matter="corruption")  # fmt: skip
    citizens.open(secret)
    return made


def shoot(page: Page, name: str) -> None:
    page.screenshot(path=SHOTS / f"inbox-{name}.png", full_page=True)


@pytest.mark.parametrize(("name", "size"), [("phone", PHONE), ("desktop", DESKTOP)])
def test_an_officer_reads_answers_and_closes(
    app: FastAPI,
    mai: StaffMember,
    number: str,
    url: str,
    chromium: Browser,
    name: str,
    size: tuple[int, int],
):
    page = new_page(chromium, size)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    sign_in(page, url, mai, "/inbox")
    expect(page.locator("tbody tr")).to_have_count(3)
    check_access(page)
    shoot(page, f"{name}-list")
    page.get_by_role("link", name=number).click()
    check_access(page)
    shoot(page, f"{name}-waiting")
    page.get_by_role("button", name="Nhận yêu cầu").click()
    expect(page.get_by_text("Anh/chị đã nhận yêu cầu này")).to_be_visible()
    check_access(page)

    page.get_by_role("link", name="Chèn vào câu trả lời").click()
    field = page.get_by_label("Trả lời người dân")
    expect(field).to_have_value("Dạ, lệ phí đăng ký khai sinh đúng hạn: miễn.")
    expect(field).to_be_focused()
    page.get_by_role("link", name="Xin mã hồ sơ").click()
    assert field.input_value().startswith("Dạ, lệ phí đăng ký khai sinh đúng hạn: miễn.\n\nAnh/chị")
    page.get_by_role("button", name="Gửi trả lời").click()
    expect(page.locator(".said-officer")).to_contain_text("Đang chờ gửi")

    # News without a reload, while something is being typed.
    field = page.get_by_label("Trả lời người dân")
    field.fill("đang gõ dở")
    said = Said(person="telegram:1", text="mã là H29-260310-0420 ạ", key="m1")
    app.state.handover.citizens.pass_on(said)
    expect(page.locator("#thread")).to_contain_text("H29-260310-0420", timeout=15_000)
    expect(field).to_have_value("đang gõ dở")
    check_access(page)
    shoot(page, f"{name}-desk")

    page.get_by_label("Người dân không thấy ghi chú này").fill(
        "Đã tra, hồ sơ thiếu giấy chứng sinh."
    )
    page.get_by_role("button", name="Ghi chú", exact=True).click()
    page.get_by_label("Kết quả", exact=True).select_option("knowledge_gap")
    page.get_by_label("Câu hỏi mà kho tri thức còn thiếu").fill("Mất giấy chứng sinh thì làm sao?")
    page.get_by_role("button", name="Kết thúc yêu cầu").click()
    expect(page.get_by_text("Trợ lý trả lời người dân trở lại")).to_be_visible()
    check_access(page)
    shoot(page, f"{name}-closed")
    assert complaints == []
    page.context.close()


def test_two_officers_at_once_and_one_takes_over(
    mai: StaffMember, an: StaffMember, number: str, url: str, chromium: Browser
):
    first, second = new_page(chromium, DESKTOP), new_page(chromium, DESKTOP)
    sign_in(first, url, mai, f"/inbox/{number}")
    sign_in(second, url, an, f"/inbox/{number}")
    second.get_by_role("button", name="Nhận yêu cầu").click()
    expect(second.get_by_text("Anh/chị đã nhận yêu cầu này")).to_be_visible()
    expect(first.get_by_text("Yêu cầu này vừa có thay đổi")).to_be_visible(timeout=15_000)
    first.get_by_role("button", name="Nhận yêu cầu").click()
    expect(first.get_by_text("đã có cán bộ Lê Văn An nhận trước")).to_be_visible()
    expect(first.get_by_role("button", name="Nhận")).to_have_count(0)
    first.context.close()
    second.context.close()


def test_without_scripts_the_same_can_be_done(
    mai: StaffMember, number: str, url: str, chromium: Browser
):
    page = new_page(chromium, PHONE, java_script_enabled=False)
    sign_in(page, url, mai, f"/inbox/{number}")
    page.get_by_role("button", name="Nhận yêu cầu").click()
    page.get_by_role("link", name="Chèn vào câu trả lời").click()
    expect(page.get_by_label("Trả lời người dân")).to_have_value(
        "Dạ, lệ phí đăng ký khai sinh đúng hạn: miễn."
    )
    page.get_by_role("button", name="Gửi trả lời").click()
    expect(page.locator(".said-officer")).to_contain_text("miễn")
    page.context.close()
