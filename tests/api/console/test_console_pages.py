"""The console over HTTP: the way in, what pages carry, what people type."""

from __future__ import annotations

import csv
import io
import re

import httpx
import pyotp
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.audit.repository import AuditRepository
from api.console.page import own_address
from api.console.screens.audit_list import audit_listing, field_name
from api.staff.operator import machine_operator
from api.staff.roles import Role
from api.staff.scopes import Grant, Scope
from api.staff.services import StaffServices
from tests.fakes.console_app import Clock, console_app, hire
from tests.fakes.staff_member import PASSWORD, StaffMember

MACHINE = machine_operator("test")
HEALTH = Scope("so-y-te")


@pytest.fixture
def admin(console: FastAPI) -> StaffMember:
    return hire(
        console, "lan.nguyen", Grant(Role.ADMINISTRATOR), full_name="Nguyễn Thị Lan"
    ).sign_in()


def entries(staff: StaffServices, action: str):
    with staff.database() as session:
        return [item for item in AuditRepository(session).chain() if item.change.action == action]


def csv_rows(reply: httpx.Response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(reply.content.decode("utf-8-sig"))))


def test_from_the_first_code_to_the_home_page(console: FastAPI, staff: StaffServices):
    activation = staff.accounts.create(MACHINE, "an.le", "Lê An")
    person = StaffMember(staff, activation.account_id, "an.le", "", [], TestClient(console))
    different = person.post(
        "/console/activate", username="an.le", code=activation.code, password=PASSWORD, repeated="x"
    )
    assert different.status_code == 422
    assert activation.code in different.text
    assert PASSWORD not in different.text
    taken = person.post(
        "/console/activate", username="an.le", code=activation.code, password=PASSWORD,
        repeated=PASSWORD,
    )  # fmt: skip
    assert taken.headers["location"] == "/console/enrol"
    page = person.get("/console/enrol").text
    assert "<svg" in page
    secret = re.search(r'class="secret"><code>([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    offer = re.search(r'name="offer" value="([^"]+)"', page)[1]
    wrong = person.post("/console/enrol", offer=offer, code="000000")
    assert wrong.status_code == 422
    assert offer in wrong.text
    codes = person.post("/console/enrol", offer=offer, code=pyotp.TOTP(secret).at(staff.now()))
    assert len(re.findall(r"<code>\d{4}-\d{4}-\d{4}</code>", codes.text)) == 10
    assert "Chào Lê An" in person.get("/console").text
    assert "chưa được giao vai trò" in person.get("/console").text


def test_cookies_are_for_our_own_pages_only(console: FastAPI):
    with TestClient(console) as plain:
        given = plain.get("/console/sign-in").headers["set-cookie"]
    assert given.startswith("motcua_console_form=")
    with TestClient(console, base_url="https://testserver") as secure:
        given = secure.get("/console/sign-in").headers["set-cookie"].lower()
    assert given.startswith("__host-motcua_console_form=")
    for word in ("secure", "httponly", "samesite=lax", "path=/"):
        assert word in given
    assert "domain" not in given


@pytest.mark.parametrize("path", ["/console", "/console/accounts", "/console/static/console.js"])
def test_pages_load_nothing_foreign_and_nothing_inline(admin: StaffMember, path: str):
    reply = admin.get(path)
    assert "default-src 'self'" in reply.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in reply.headers["content-security-policy"]
    assert reply.headers["x-content-type-options"] == "nosniff"
    if path.endswith(".js"):
        return
    assert reply.headers["cache-control"] == "no-store"
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=", reply.text)
    for address in re.findall(r'(?:src|href|action)="([^"]*)"', reply.text):
        assert address.startswith(("/", "#")), address
    for file in set(re.findall(r'"(/(?:console/)?static/[^"]+)"', reply.text)):
        assert admin.get(file).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["", None, "https://evil.example", "//evil.example", "/console//evil.example", "/consolex",
     "/console\\@evil", "/", "javascript:alert(1)", "/console\r\nSet-Cookie: a=b",
     "/console/" + "x" * 3000],
)  # fmt: skip
def test_nobody_is_led_elsewhere(address: str | None):
    assert own_address(address) == "/console"


def test_after_sign_in_one_comes_back_where_one_was(console: FastAPI, admin: StaffMember):
    where = "/console/accounts?q=lan&sort=-name"
    admin.client.cookies.clear()
    asked = admin.get(where).headers["location"]
    page = admin.get(asked).text
    after = re.search(r'name="next" value="([^"]+)"', page)[1].replace("&amp;", "&")
    assert after == where
    code = admin.post("/console/sign-in", username="lan.nguyen", password=PASSWORD, next=after)
    inside = admin.post(
        "/console/sign-in/code", code=admin.recovery_codes.pop(), next=re.search(
            r'name="next" value="([^"]+)"', admin.get(code.headers["location"]).text
        )[1].replace("&amp;", "&"),
    )  # fmt: skip
    assert inside.headers["location"] == where


def test_what_people_type_is_text(admin: StaffMember, staff: StaffServices):
    evil = "<script>alert(1)</script>\"'{{7*7}}"
    made = admin.post("/console/accounts/new", username="evil.one", full_name=evil, role="curator")
    assert re.search(r"<code>[A-Z0-9]{4}(-[A-Z0-9]{4}){3}</code>", made.text)
    for path in ("/console/accounts", "/console/accounts/2", "/console/audit", "/console/audit/6"):
        page = admin.get(path).text
        assert "<script>alert" not in page
        assert "{{7*7}}" in page or "/audit" in path
    refused = admin.post("/console/accounts/new", username=evil, full_name=evil)
    assert refused.status_code == 422
    assert "<script>alert" not in refused.text
    assert "&lt;script&gt;alert" in refused.text


def test_an_administrator_hires_grants_and_shuts(admin: StaffMember, staff: StaffServices):
    made = admin.post(
        "/console/accounts/new", username="an.le", full_name="Lê An", role="curator",
        department="so-y-te",
    )  # fmt: skip
    assert made.status_code == 200
    here = "/console/accounts/2"
    assert admin.post(f"{here}/grant", role="ward_officer", ward="25747").status_code == 303
    page = admin.get(here).text
    assert "Đã cấp vai trò Cán bộ phường, xã." in page
    assert "Phường Thủ Dầu Một" in page
    assert "Đã cấp" not in admin.get(here).text
    admin.post(f"{here}/revoke", role="curator", department="so-y-te", ward="*")
    admin.post(here, full_name="Lê Văn An", position="Chuyên viên", version="3")
    stale = admin.post(here, full_name="Khác", position="", version="3")
    assert stale.status_code == 409
    assert 'value="Khác"' in stale.text
    admin.post(f"{here}/disable")
    assert "Đã khóa" in admin.get(here).text
    acts = [item.change.action.removeprefix("account.") for item in _about(staff, "an.le")]
    changes = ["create", "grant", "read", "read", "revoke", "describe", "disable", "read"]
    assert acts == changes


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/console/accounts/2/grant", {"role": "king"}),
        ("/console/accounts/2/grant", {"role": "curator", "department": "so-x"}),
        ("/console/accounts/2/grant", {"role": "curator", "ward": "1"}),
        ("/console/accounts/x/grant", {"role": "curator"}),
        ("/console/accounts/2", {"full_name": "x", "version": "một"}),
        ("/console/accounts/2", {"full_name": "x" * 5000, "version": "1"}),
        ("/console/accounts/99999999999999999999/disable", {}),
    ],
)
def test_nonsense_in_a_form_is_told_on_a_page(
    admin: StaffMember, staff: StaffServices, path: str, fields: dict[str, str]
):
    staff.accounts.create(MACHINE, "an.le", "Lê An")
    reply = admin.post(path, **fields)
    assert reply.status_code in (404, 422)
    assert "Chưa thực hiện được" in reply.text


def test_an_administrator_of_a_department_sees_and_runs_only_that(
    console: FastAPI, staff: StaffServices
):
    hire(console, "city.one", Grant(Role.ADMINISTRATOR))
    staff.accounts.create(
        MACHINE, "justice.one", "Tư Pháp", grants=[Grant(Role.CURATOR, Scope("so-tu-phap"))]
    )
    staff.accounts.create(MACHINE, "health.one", "Y Tế", grants=[Grant(Role.CURATOR, HEALTH)])
    both = [Grant(Role.CURATOR, HEALTH), Grant(Role.CURATOR, Scope("so-tu-phap"))]
    staff.accounts.create(MACHINE, "both.one", "Hai Nơi", grants=both)
    local = hire(console, "local.one", Grant(Role.ADMINISTRATOR, HEALTH)).sign_in()
    listed = {row[1] for row in csv_rows(local.get("/console/accounts.csv"))[1:]}
    assert listed == {"health.one", "both.one", "local.one"}
    assert local.get("/console/accounts/2").status_code == 404
    assert local.get("/console/audit").status_code == 403
    assert "Thu hồi" not in local.get("/console/accounts/4").text
    assert "Thu hồi" in local.get("/console/accounts/3").text
    local.post("/console/accounts/4/disable")
    assert "không có quyền" in local.get("/console").text
    local.post("/console/accounts/3/grant", role="administrator")
    assert "không có quyền" in local.get("/console").text
    assert entries(staff, "account.grant") == entries(staff, "account.disable") == []


def test_a_file_has_the_rows_that_the_page_counts(admin: StaffMember, staff: StaffServices):
    for number in range(60):
        name = f"Trần Mai {number}" if number % 2 else f"=Lê Bình {number}"
        staff.accounts.create(MACHINE, f"canbo.{number:02}", name, grants=[Grant(Role.CURATOR)])
    asked = "?q=mai&role=curator&sort=-username"
    page = admin.get(f"/console/accounts{asked}").text
    assert "<strong>30</strong>" in page
    file = admin.get(f"/console/accounts.csv{asked}")
    found = csv_rows(file)
    assert len(found) == 31
    assert [row[1] for row in found[1:]] == [f"canbo.{n:02}" for n in range(59, 0, -2)]
    assert file.headers["content-disposition"].startswith('attachment; filename="accounts-')
    (told,) = entries(staff, "accounts.export")
    assert told.change.after == {
        "filters": {"q": "mai", "role": "curator"},
        "kind": "csv",
        "rows": 30,
    }
    everything = csv_rows(admin.get("/console/accounts.csv"))
    assert sum(row[0].startswith("'=") for row in everything) == 30


def test_reading_is_on_record(admin: StaffMember, staff: StaffServices):
    admin.get("/console/accounts?q=lan")
    admin.get("/console/accounts/1")
    admin.get("/console/audit?action=account.read")
    admin.get("/console/audit.xlsx")
    (listed,) = entries(staff, "accounts.list")
    assert listed.change.after["filters"] == {"q": "lan"}
    assert listed.actor.name == "lan.nguyen"
    for action in ("account.read", "audit.list", "audit.export"):
        assert len(entries(staff, action)) == 1
    assert admin.get("/console/audit/99999").status_code == 404


def test_my_account(admin: StaffMember, staff: StaffServices):
    other = StaffMember(staff, admin.account_id, admin.username, admin.secret, admin.recovery_codes,
                        TestClient(admin.client.app)).sign_in()  # fmt: skip
    page = admin.get("/console/me").text
    (ended,) = re.findall(r"/console/me/sessions/(\d+)/end", page)[:1]
    new = "một rổ xoài chín cây 2041"
    wrong = admin.post("/console/me/password", current="x", password=new, repeated=new)
    assert wrong.status_code == 422
    weak = admin.post("/console/me/password", current=PASSWORD, password="lan", repeated="lan")
    assert "ít nhất 12" in weak.text
    before = admin.client.cookies["motcua_console"]
    taken = admin.post("/console/me/password", current=PASSWORD, password=new, repeated=new)
    assert taken.headers["location"] == "/console/me"
    assert admin.client.cookies["motcua_console"] != before
    assert admin.get("/console").status_code == 200
    assert other.get("/console").status_code == 303
    assert admin.post(f"/console/me/sessions/{ended}/end").status_code == 303
    codes = admin.post("/console/me/recovery-codes").text
    assert admin.recovery_codes[0] not in codes
    admin.post("/console/me/sign-out-everywhere")
    assert admin.get("/console").status_code == 303


def test_nobody_ends_the_session_of_another(console: FastAPI, admin: StaffMember):
    an = hire(console, "an.le").sign_in()
    for number in range(1, 12):
        an.post(f"/console/me/sessions/{number}/end")
    assert admin.get("/console").status_code == 200


def test_signing_out_ends_the_session_on_the_server(admin: StaffMember, staff: StaffServices):
    token = admin.client.cookies["motcua_console"]
    admin.post("/console/sign-out")
    assert staff.sessions.identify(token, "") is None


def test_the_page_asks_how_long_without_being_activity(admin: StaffMember, clock: Clock):
    clock.forward(minutes=15)
    left = admin.get("/console/session").json()["seconds"]
    assert 290 <= left <= 300
    token = admin.form_token()
    clock.forward(minutes=15)
    kept = admin.client.post("/console/session", headers={"x-form-token": token})
    assert 1190 <= kept.json()["seconds"] <= 1200
    clock.forward(minutes=21)
    gone = admin.get("/console/session", headers={"accept": "application/json"})
    assert gone.status_code == 401
    assert gone.json()["code"] == "staff.sign_in_required"


def test_idle_sign_out_leads_back(admin: StaffMember):
    out = admin.post("/console/sign-out", reason="idle", next="/console/me")
    assert out.headers["location"] == "/console/sign-in?next=%2Fconsole%2Fme&expired=1"
    assert "hết giờ" in admin.get(out.headers["location"]).text


def test_confirming_opens_administration_again(admin: StaffMember, clock: Clock):
    for _ in range(3):
        clock.forward(minutes=11)
        admin.get("/console")
    asked = admin.get("/console/accounts/new").headers["location"]
    assert asked == "/console/confirm?next=%2Fconsole%2Faccounts%2Fnew"
    wrong = admin.post("/console/confirm", password="x", code=admin.code(0))
    assert wrong.status_code == 422
    right = admin.post(
        "/console/confirm", password=PASSWORD, code=admin.code(0), next="/console/accounts/new"
    )
    assert right.headers["location"] == "/console/accounts/new"
    assert admin.get("/console/accounts/new").status_code == 200


def test_too_many_attempts_from_one_address_are_told_to_wait(tmp_path):
    app = console_app(tmp_path, sign_in_rate="3/minute")
    person = StaffMember(app.state.staff, 0, "x", "", [], TestClient(app))
    statuses = [
        person.post("/console/sign-in", username=f"n{number}", password="x").status_code
        for number in range(5)
    ]
    assert statuses == [422, 422, 422, 429, 429]
    app.state.engine.dispose()


def test_every_act_on_record_has_words(admin: StaffMember, staff: StaffServices):
    test_my_account(admin, staff)
    with staff.database() as session:
        repository = AuditRepository(session)
        chain = list(repository.chain())
        actions = repository.actions()
    choices = audit_listing(actions).filters[1].choices
    assert [key for key, name in choices.items() if key == name] == []
    fields = {
        key for item in chain for key in {**(item.change.before or {}), **(item.change.after or {})}
    }
    assert [field for field in fields if field_name(field) == field] == []


def _about(staff: StaffServices, username: str):
    with staff.database() as session:
        return [i for i in AuditRepository(session).chain() if i.change.object_id == username]
