"""Petitions in the console: read, take, assign, answer, close, export; scopes hold."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from openpyxl import load_workbook

from api.audit.repository import AuditRepository
from api.outbox.repository import OutboxRepository
from api.outbox.service import Outbox
from api.petitions.people import PetitionsOfPeople
from api.petitions.repository import PetitionRepository
from api.petitions.schemas import Lookup
from api.petitions.tables import PetitionRow
from api.staff.roles import Role
from api.staff.scopes import Grant, Scope
from api.vault.cipher import Cipher
from api.vault.schemas import Kind, Value
from api.vault.service import Vault
from tests.api.petitions.conftest import new
from tests.fakes.console_app import STAFF_SECRET, hire
from tests.fakes.staff_member import StaffMember

PHONE = "0900000002"
TEXT = "cán bộ phường An Lạc nói =1+1 rồi quát tôi"
TOLD = "chờ lâu quá, gọi tôi 0900000003 nhé"


@pytest.fixture
def lan(console: FastAPI) -> StaffMember:
    return hire(console, "lan.nguyen", Grant(Role.SUPERVISOR), full_name="Nguyễn Thị Lan").sign_in()


@pytest.fixture
def number(console: FastAPI) -> str:
    """A petition of a ward, with a phone and a picture."""
    vault = Vault(console.state.sessions, Cipher(STAFF_SECRET), timedelta(minutes=30))
    (phone,) = vault.deposit("telegram:7", [Value(kind=Kind.ANSWER, value=PHONE)])
    petition = new(person="telegram:7", text=TEXT, phone=phone, photos=["picture-one-0000"])
    return str(console.state.petitions.open(petition).number)


def row(console: FastAPI, petition_id: int = 1) -> PetitionRow:
    with console.state.sessions() as session:
        found = PetitionRepository(session).get(petition_id)
    assert found is not None
    return found


def acts(console: FastAPI) -> list[str]:
    with console.state.sessions() as session:
        return [entry.action for entry in session.scalars(AuditRepository(session).entries())]


def test_the_list_says_nothing_of_the_content_and_the_page_does(
    console: FastAPI, lan: StaffMember, number: str
):
    listed = lan.get("/console/petitions?state=new&ward=27460&category=thai-do").text
    assert number in listed
    assert "quát tôi" not in listed
    assert number not in lan.get("/console/petitions?ward=26743").text
    shown = lan.get("/console/petitions/1").text
    assert "quát tôi" in shown
    assert PHONE in shown
    assert "Phường An Lạc" in shown
    picture = lan.get("/console/petitions/1/photos/1")
    assert (picture.content, picture.headers["content-type"]) == (b"\xff\xd8", "image/jpeg")
    assert lan.get("/console/petitions/1/photos/2").status_code == 404
    assert acts(console).count("petition.read") >= 2


def test_another_ward_sees_nothing(console: FastAPI, number: str):
    own = Grant(Role.WARD_OFFICER, Scope(ward="27460"))
    other = Grant(Role.WARD_OFFICER, Scope(ward="26743"))
    an_lac = hire(console, "an.lac", own).sign_in()
    ben_thanh = hire(console, "ben.thanh", other).sign_in()
    assert number in an_lac.get("/console/petitions").text
    assert an_lac.get("/console/petitions/1").status_code == 200
    assert number not in ben_thanh.get("/console/petitions").text
    for path in ("/console/petitions/1", "/console/petitions/1/photos/1"):
        assert ben_thanh.get(path).status_code == 403
    assert ben_thanh.post("/console/petitions/1/take").status_code == 403
    assert row(console).state == "new"
    file = ben_thanh.post("/console/petitions/export", chosen="1", kind="csv")
    assert file.headers["x-rows"] == "0"
    assert row(console).exported_at is None


def test_taken_by_two_at_once_one_wins(console: FastAPI, lan: StaffMember, number: str):
    minh = hire(console, "minh.tran", Grant(Role.INBOX_OFFICER)).sign_in()
    lan.post("/console/petitions/1/take")
    minh.post("/console/petitions/1/take")
    assert "vừa được người khác xử lý" in minh.get("/console/petitions/1").text
    assert (row(console).state, row(console).officer) == ("taken", "lan.nguyen")
    assert acts(console).count("petition.take") == 1


def test_an_answer_goes_out_once_and_its_person_may_read_it(
    console: FastAPI, lan: StaffMember, number: str
):
    empty = lan.post("/console/petitions/1/answer", text="  ")
    assert empty.status_code == 422
    lan.post("/console/petitions/1/answer", text="Phường đã nhắc cán bộ. Xin lỗi anh/chị.")
    lan.post("/console/petitions/1/answer", text="lần hai")
    outbox: Outbox = console.state.outbox
    (delivery,) = outbox.claim("one", 5, timedelta(seconds=60))
    assert delivery.person == "telegram:7"
    assert delivery.reveal["[[text]]"] == "Phường đã nhắc cán bộ. Xin lỗi anh/chị."
    assert delivery.reveal["[[officer]]"] == "Nguyễn Thị Lan"
    assert delivery.entities["words"].count("[[") == 3
    (told,) = console.state.petitions.look_up(Lookup(person="telegram:7")).petitions
    assert told.answer == "Phường đã nhắc cán bộ. Xin lỗi anh/chị."
    page = lan.get("/console/petitions/1").text
    assert "Đang gửi" in page
    assert "Gửi trả lời" not in page


def test_a_person_of_a_channel_without_push_is_answered_when_they_ask(
    console: FastAPI, lan: StaffMember
):
    console.state.petitions.open(new(person="somebody"))
    lan.post("/console/petitions/1/answer", text="Đã xong.")
    with console.state.sessions() as session:
        assert OutboxRepository(session).find("petition:1:answer") is None
    assert "không nhận tin chủ động" in lan.get("/console/petitions/1").text
    (told,) = console.state.petitions.look_up(Lookup(person="somebody")).petitions
    assert told.answer == "Đã xong."


def test_assigning_moves_it_out_of_one_scope_into_another(
    console: FastAPI, lan: StaffMember, number: str
):
    lan.post("/console/petitions/1/take")
    lan.post("/console/petitions/1/assign", department="so-tu-phap", ward="", note="đúng bên này")
    moved = row(console)
    assert (moved.department, moved.ward, moved.state, moved.officer) == (
        "so-tu-phap",
        "*",
        "new",
        None,
    )
    assert "đúng bên này" in lan.get("/console/petitions/1").text
    wrong = lan.post("/console/petitions/1/assign", department="so-khong-co")
    assert wrong.status_code == 422
    officer = hire(console, "minh.tran", Grant(Role.INBOX_OFFICER)).sign_in()
    assert officer.post("/console/petitions/1/assign", department="").status_code == 403


def test_closed_is_closed(console: FastAPI, lan: StaffMember, number: str):
    lan.post("/console/petitions/1/close", note="trùng")
    lan.post("/console/petitions/1/close")
    lan.post("/console/petitions/1/answer", text="muộn")
    assert row(console).state == "closed"
    assert acts(console).count("petition.close") == 1
    assert acts(console).count("petition.answer") == 0


def exported(member: StaffMember, **fields: Any) -> bytes:
    reply = member.post("/console/petitions/export", **fields)
    assert reply.status_code == 200, reply.text
    return reply.content


def test_only_chosen_rows_are_exported_marked_once_and_without_contact(
    console: FastAPI, lan: StaffMember, number: str
):
    console.state.petitions.open(new("draft-0002", text=TOLD))
    minh = hire(console, "minh.tran", Grant(Role.INBOX_OFFICER)).sign_in()
    page = minh.get("/console/petitions/export?category=thai-do").text
    assert number in page
    assert "Kèm số điện thoại" not in page
    rows = list(csv.reader(io.StringIO(exported(minh, chosen="1", kind="csv").decode("utf-8-sig"))))
    assert len(rows) == 2
    assert row(console, 2).exported_at is None
    assert rows[1][0] == number
    assert rows[1][4] == TEXT
    assert PHONE not in str(rows)
    told = exported(minh, chosen="2", kind="csv").decode("utf-8-sig")
    assert "0900000003" not in told
    assert "*******003" in told
    assert "0900000003" in exported(lan, chosen="2", kind="csv", contact="yes").decode()
    first = row(console)
    assert first.exported_by == "minh.tran"
    sheet = load_workbook(io.BytesIO(exported(lan, chosen="1", kind="xlsx", contact="yes"))).active
    cells = [cell.value for cell in sheet[2]]
    assert cells[0] == number
    assert cells[-1] == PHONE
    assert row(console).exported_by == "minh.tran"
    assert acts(console).count("petition.export") == 4


def test_contact_needs_the_right_and_nothing_chosen_is_said(
    console: FastAPI, lan: StaffMember, number: str
):
    minh = hire(console, "minh.tran", Grant(Role.INBOX_OFFICER)).sign_in()
    refused = minh.post("/console/petitions/export", chosen="1", kind="csv", contact="yes")
    assert refused.status_code == 403
    assert row(console).exported_at is None
    lan.post("/console/petitions/export", kind="csv")
    assert "chưa chọn" in lan.get("/console/petitions/export").text


def test_forgotten_content_is_said_to_be_gone(console: FastAPI, lan: StaffMember, number: str):
    PetitionsOfPeople(console.state.sessions).forget("telegram:7")
    page = lan.get("/console/petitions/1").text
    assert "đã được xóa" in page
    assert "quát tôi" not in page
    assert lan.get("/console/petitions/1/photos/1").status_code == 404
    lan.post("/console/petitions/1/answer", text="muộn")
    assert row(console).state == "new"
