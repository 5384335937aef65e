"""The outbox in the console: dead letters seen, sent again in one click, on record."""

from __future__ import annotations

import pytest
from fastapi import FastAPI

from api.audit.repository import AuditRepository
from api.outbox.repository import OutboxRepository
from api.outbox.schemas import Outcome, Receipt
from api.outbox.service import Outbox
from api.staff.roles import Role
from api.staff.scopes import Grant
from tests.api.outbox.conftest import LEASE, message
from tests.fakes.console_app import hire
from tests.fakes.staff_member import StaffMember

SECRET = "Nguyễn Văn An, 0900000001"


@pytest.fixture
def lan(console: FastAPI) -> StaffMember:
    return hire(console, "lan.nguyen", Grant(Role.SUPERVISOR)).sign_in()


@pytest.fixture
def dead(console: FastAPI) -> int:
    """One message that a channel refused, among three."""
    outbox: Outbox = console.state.outbox
    for number in range(3):
        outbox.queue(message(f"m{number}", f"web:{number}", values={"text": SECRET}, urgent=True))
    first, *_ = outbox.claim("one", 1, LEASE)
    refused = Receipt(attempt=1, outcome=Outcome.REFUSED, reason="channel.no_push")
    outbox.receive(first.id, refused)
    return first.id


def acts(console: FastAPI) -> list[str]:
    with console.state.sessions() as session:
        return [row.action for row in session.scalars(AuditRepository(session).entries())]


def test_dead_letters_are_found_and_no_content_is_shown(lan: StaffMember, dead: int):
    everything = lan.get("/console/outbox").text
    assert "<strong>3</strong>" in everything
    only_dead = lan.get("/console/outbox?state=dead&outcome=refused").text
    assert "<strong>1</strong>" in only_dead
    assert "channel.no_push" in only_dead
    shown = lan.get(f"/console/outbox/{dead}").text
    file = lan.get("/console/outbox.csv").text
    assert file.count("\r\n") == 4
    for page in (everything, shown, file):
        assert "0900000001" not in page


def test_one_click_sends_it_again_once_and_is_on_record(
    console: FastAPI, lan: StaffMember, dead: int
):
    assert "Gửi lại" in lan.get(f"/console/outbox/{dead}").text
    reply = lan.post(f"/console/outbox/{dead}/retry")
    assert reply.headers["location"] == f"/console/outbox/{dead}"
    with console.state.sessions() as session:
        assert OutboxRepository(session).get(dead).state == "waiting"
    assert acts(console).count("outbox.retry") == 1
    lan.post(f"/console/outbox/{dead}/retry")
    assert "không gửi lại được" in lan.get(f"/console/outbox/{dead}").text
    assert acts(console).count("outbox.retry") == 1


def test_a_message_that_is_not_there(lan: StaffMember):
    assert lan.get("/console/outbox/999").status_code == 404
