"""The screen of requests for deletion: no name in it, and on record."""

from __future__ import annotations

import pytest
from fastapi import FastAPI

from api.privacy.worker import PrivacyWorker
from api.staff.roles import Role
from api.staff.scopes import Grant
from tests.fakes.console_app import hire
from tests.fakes.staff_member import StaffMember

PERSON = "zalo:24681357"


@pytest.fixture
def officer(console: FastAPI) -> StaffMember:
    return hire(console, "lan.nguyen", Grant(Role.SUPERVISOR)).sign_in()


def test_a_request_is_listed_and_shown_without_a_name(console: FastAPI, officer: StaffMember):
    receipt = console.state.privacy.ask_deletion(PERSON)
    for path in ("/console/privacy", "/console/privacy/1", "/console/privacy.csv"):
        reply = officer.get(path)
        assert reply.status_code == 200
        assert receipt.number in reply.text
        assert "24681357" not in reply.text
    assert "Người dân nhắn" in officer.get("/console/privacy/1").text


def test_what_fails_is_named(console: FastAPI, officer: StaffMember):
    # Nobody answers on Rasa's port here.
    privacy = console.state.privacy
    privacy.ask_deletion(PERSON)
    privacy.requests._delay = privacy.requests._delay * 0
    privacy.ask_deletion("zalo:1357")
    PrivacyWorker(privacy, console.state.engine, "w").work_once()
    shown = officer.get("/console/privacy/2").text
    assert "Đang thử lại" in shown
    assert "tracker" in shown
    assert "Không có gì" in shown


def test_an_officer_files_one_for_who_proves_it(console: FastAPI, officer: StaffMember):
    form = {"person": PERSON, "proof": "paper"}
    reply = officer.post("/console/privacy/new", **form)
    assert reply.status_code == 303
    found = console.state.privacy.requests.count(PERSON)
    receipts = officer.get("/console/privacy").text
    assert "Cán bộ, tại quầy" in receipts
    assert found == 1
    log = audit_of(console)
    assert ("privacy.delete", {"proof": "paper"}) in log
    assert "24681357" not in str(log)


@pytest.mark.parametrize(
    "form",
    [{"person": "", "proof": "paper"}, {"person": "0912345678", "proof": "paper"},
     {"person": PERSON, "proof": ""}, {"person": PERSON, "proof": "trust me"}],
)  # fmt: skip
def test_a_form_that_says_too_little_is_refused(
    console: FastAPI, officer: StaffMember, form: dict[str, str]
):
    reply = officer.post("/console/privacy/new", **form)
    assert reply.status_code == 422
    assert 'id="fault"' in reply.text
    assert console.state.privacy.requests.claim("w", console.state.privacy.requests._delay) is None


def test_whom_staff_look_for_is_not_kept_in_the_log(console: FastAPI, officer: StaffMember):
    officer.get("/console/outbox", params={"person": "24681357"})
    log = audit_of(console)
    assert ("outbox.list", "•••") in [
        (action, (after or {}).get("filters", {}).get("person")) for action, after in log
    ]
    assert "24681357" not in str(log)


def audit_of(console: FastAPI) -> list[tuple[str, dict | None]]:
    from api.audit.tables import AuditEntryRow

    with console.state.sessions() as session:
        return [(row.action, row.after) for row in session.query(AuditEntryRow)]
