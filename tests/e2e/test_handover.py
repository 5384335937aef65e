"""A citizen on Telegram asks for a person: the whole way there and back, in real processes."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from api.database import make_engine, make_sessions
from api.settings import Settings
from api.staff.operator import machine_operator
from api.staff.roles import Role
from api.staff.scopes import Grant, Scope
from api.staff.services import StaffServices
from api.staff.signin.sessions import Browser as Device
from tests.e2e.browser import browser
from tests.e2e.city import City, city, wait_for
from tests.fakes.staff_member import PASSWORD

pytestmark = pytest.mark.e2e
CHAT = 97501
PHONE = "0903 555 178"
SHOTS = Path(__file__).parent / "screenshots"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    with city(tmp_path_factory.mktemp("handover")) as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def officer_code(town: City) -> str:
    """A recovery code of an inbox officer who may answer in the whole city."""
    settings = Settings(state_dir=town.stack.state)
    engine = make_engine(settings.sqlalchemy_url)
    staff = StaffServices.build(settings, make_sessions(engine))
    by, here = machine_operator("test"), Device("192.0.2.1", "Thiết bị thử")
    grants = [Grant(Role.INBOX_OFFICER, Scope())]
    made = staff.accounts.create(by, "mai.tran", "Trần Thị Mai", "", grants)
    opened = staff.sign_in.activate("mai.tran", made.code, PASSWORD, here)
    identity = staff.sessions.identify(opened.token, "192.0.2.1")
    assert identity is not None
    offer = staff.sign_in.offer_authenticator(identity)
    code = pyotp.TOTP(staff.sign_in.secret_of(offer, identity)).at(staff.now())
    _, codes = staff.sign_in.enrol(identity, offer, code, here)
    with staff.database.begin() as session:
        from api.staff.signin.repository import SessionRepository

        SessionRepository(session).end_all(identity.account_id)
    engine.dispose()
    return codes[0]


def answers(town: City, text: str) -> list[str]:
    """What the person on Telegram gets for ``text``."""
    before = len(town.telegram.received(CHAT))
    town.telegram.says(CHAT, text)
    wait_for(lambda: len(town.telegram.received(CHAT)) > before)
    return town.telegram.texts(CHAT)[before:]


def signed_in(chromium: Browser, town: City, code: str) -> Page:
    page = chromium.new_context(viewport={"width": 1200, "height": 800}).new_page()
    page.set_default_timeout(20_000)
    page.goto(f"{town.stack.api}/console/inbox")
    page.get_by_label("Tên đăng nhập").fill("mai.tran")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Mã 6 số hoặc mã dự phòng").fill(code)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/console/inbox")
    return page


def test_from_asking_for_a_person_to_the_assistant_again(
    town: City, chromium: Browser, officer_code: str
):
    assert "chứng sinh" in " ".join(answers(town, "lam giay khai sinh can giay to gi"))
    # Nobody is signed in, and the hours are not confirmed: no time is promised, the bot goes on.
    told = " ".join(answers(town, "cho toi gap can bo"))
    number = re.search(r"HT-\d{4}-\d{6}", told)[0]
    assert "chưa có cán bộ trực" in told
    assert "chưa xác nhận" in told
    assert "miễn" in " ".join(answers(town, "le phi bao nhieu")).lower()

    page = signed_in(chromium, town, officer_code)
    page.get_by_role("link", name=number).click()
    expect(page.get_by_text("lam giay khai sinh can giay to gi").first).to_be_visible()
    expect(page.locator("#thread")).to_contain_text("le phi bao nhieu")
    page.get_by_role("button", name="Nhận yêu cầu").click()
    wait_for(lambda: "Trần Thị Mai" in town.telegram.texts(CHAT)[-1])

    page.get_by_role("link", name="Chèn vào câu trả lời").first.click()
    expect(page.get_by_label("Trả lời người dân")).to_have_value(re.compile("miễn", re.IGNORECASE))
    page.get_by_label("Trả lời người dân").fill("Anh/chị cho em xin số điện thoại ạ.")
    page.get_by_role("button", name="Gửi trả lời").click()
    wait_for(lambda: "xin số điện thoại" in town.telegram.texts(CHAT)[-1])
    assert "Trần Thị Mai" in town.telegram.texts(CHAT)[-1]
    expect(page.locator(".said-officer")).to_contain_text("Đã gửi", timeout=20_000)

    # Now the bot is silent, and the officer reads the number in full, without a reload.
    before = len(town.telegram.received(CHAT))
    town.telegram.says(CHAT, f"da so toi la {PHONE}, khai sinh can gi nua")
    expect(page.locator("#thread")).to_contain_text(PHONE, timeout=20_000)
    assert len(town.telegram.received(CHAT)) == before
    page.screenshot(path=SHOTS / "handover-desk.png", full_page=True)
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert [item["id"] for item in found.response["violations"]] == []

    page.get_by_label("Kết quả", exact=True).select_option("answered")
    page.get_by_role("button", name="Kết thúc yêu cầu").click()
    wait_for(lambda: len(town.telegram.received(CHAT)) > before)
    assert "trợ lý tự động" in town.telegram.texts(CHAT)[-1]
    assert "chứng sinh" in " ".join(answers(town, "vay khai sinh can giay to gi"))
    page.context.close()


def test_no_file_holds_the_number_in_clear(town: City):
    digits = PHONE.replace(" ", "")
    kept = [
        path
        for path in town.stack.state.rglob("*")
        if path.is_file()
        for content in [path.read_bytes()]
        if PHONE.encode() in content or digits.encode() in content
    ]
    assert kept == []
    with sqlite3.connect(town.stack.state / "tracker.db") as database:
        events = "\n".join(row[0] for row in database.execute("SELECT data FROM events"))
    assert "[•••]" in events or "[\\u2022\\u2022\\u2022]" in events


def rest(town: City, sender: str, text: str) -> list[dict]:
    reply = httpx.post(
        f"{town.stack.rasa}/webhooks/rest/webhook",
        json={"sender": sender, "message": text},
        timeout=20,
    )
    return reply.raise_for_status().json()


def test_a_sensitive_matter_goes_to_a_person_with_the_public_number(town: City):
    said = rest(town, "rest:s1", "toi bi chong danh, cuu toi")
    words = " ".join(item.get("text", "") for item in said)
    assert "*113*" in words
    assert "HT-" in words
    with sqlite3.connect(town.stack.state / "motcua.db") as database:
        query = "SELECT reason FROM handovers WHERE person = 'rest:s1'"
        assert database.execute(query).fetchall() == [("sensitive",)]


def test_who_does_not_want_to_wait_has_the_assistant_again(town: City):
    assert "HT-" in rest(town, "rest:s2", "/talk_to_human")[0]["text"]
    assert "đang chờ cán bộ" in rest(town, "rest:s2", "/talk_to_human")[0]["text"]
    assert "em đây" in rest(town, "rest:s2", "thoi khoi gap can bo")[0]["text"]
    with sqlite3.connect(town.stack.state / "motcua.db") as database:
        query = "SELECT state, outcome FROM handovers WHERE person = 'rest:s2'"
        assert database.execute(query).fetchall() == [("closed", "citizen_left")]


def buttons(said: list[dict]) -> list[str]:
    return [button["payload"] for item in said for button in item.get("buttons", [])]


def test_anger_is_answered_and_a_person_offered(town: City):
    said = rest(town, "rest:s3", "làm ăn kiểu gì, lệ phí khai sinh bao nhiêu")
    offer = '/talk_to_human{"reason":"angry"}'
    assert offer in buttons(said)
    opened = rest(town, "rest:s3", offer)
    assert "HT-" in opened[0]["text"]
    with sqlite3.connect(town.stack.state / "motcua.db") as database:
        query = "SELECT reason FROM handovers WHERE person = 'rest:s3'"
        assert database.execute(query).fetchall() == [("angry",)]


def test_three_misunderstandings_in_a_row_offer_a_person(town: City):
    offer = '/talk_to_human{"reason":"misunderstood"}'
    said = [rest(town, "rest:s4", text) for text in ("xyzt qwr", "plm okn ijb", "xyzt qwr")]
    statuses = [item["custom"]["status"] for turn in said for item in turn if "custom" in item]
    assert len(statuses) == 3
    assert [offer in buttons(turn) for turn in said] == [False, False, True], statuses
