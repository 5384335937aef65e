"""The inbox in the console: what each officer sees and may do, over HTTP."""

from __future__ import annotations

import io
import re

import pytest
from fastapi import FastAPI
from PIL import Image

from api.audit.repository import AuditRepository
from api.handover.people import HandoversOfPeople
from api.handover.schemas import Opening, PastTurn, Said
from api.outbox.tables import OutboxRow
from api.staff.roles import Role
from api.staff.scopes import Grant, Scope
from tests.fakes.console_app import hire
from tests.fakes.staff_member import StaffMember

HEALTH, JUSTICE = Scope(department="so-y-te"), Scope(department="so-tu-phap")
PHONE = "0903 555 178"


def ask(console: FastAPI, person: str, text: str = "cho tôi gặp cán bộ", **more: object) -> str:
    opening = Opening(person=person, key="k0", channel=person.split(":")[0], text=text, **more)
    return str(console.state.handover.citizens.open(opening).number)


@pytest.fixture
def mai(console: FastAPI) -> StaffMember:
    return hire(console, "mai.tran", Grant(Role.INBOX_OFFICER), full_name="Trần Thị Mai").sign_in()


@pytest.fixture
def an(console: FastAPI) -> StaffMember:
    return hire(console, "an.le", Grant(Role.INBOX_OFFICER, HEALTH)).sign_in()


def acts(console: FastAPI) -> list[str]:
    with console.state.sessions() as session:
        return [row.action for row in session.scalars(AuditRepository(session).entries())]


def key_on(page: str) -> str:
    return re.search(r'name="key" value="([0-9a-f]+)"', page)[1]


def test_the_longest_waiting_comes_first_and_filters_narrow(console: FastAPI, mai: StaffMember):
    first, second = ask(console, "telegram:1"), ask(console, "zalo:2", reason="angry")
    third = ask(console, "zalo:3", department="Sở Y tế")
    mai.post(f"/console/inbox/{first}/take")
    shown = mai.get("/console/inbox").text
    assert [shown.index(number) for number in (second, third, first)] == sorted(
        shown.index(number) for number in (second, third, first)
    )
    assert "2<span" in re.search(r'class="badge">(.*?)</span>', shown)[0]
    for query, found in (
        ("state=taken", [first]),
        ("mine=yes", [first]),
        ("reason=angry", [second]),
        ("channel=zalo", [second, third]),
        ("department=so-y-te", [third]),
        ("department=*", [first, second]),
    ):
        page = mai.get(f"/console/inbox?{query}").text
        assert sorted(set(re.findall(r"HT-\d{4}-\d{6}", page))) == sorted(found), query
    assert mai.get("/console/inbox.csv").text.count("HT-") == 3


def test_a_department_sees_its_own_only(console: FastAPI, an: StaffMember):
    theirs, shared = ask(console, "zalo:1", department="Sở Y tế"), ask(console, "zalo:2")
    page = an.get("/console/inbox").text
    assert theirs in page
    assert shared not in page
    assert an.get(f"/console/inbox/{theirs}").status_code == 200
    assert an.get(f"/console/inbox/{shared}").status_code == 403
    assert an.get(f"/console/inbox/{shared}/messages").status_code == 403
    assert an.post(f"/console/inbox/{shared}/take").status_code == 403
    assert shared not in an.get("/console/inbox.csv").text


def test_take_answer_note_and_close_without_a_script(console: FastAPI, mai: StaffMember):
    turns = [PastTurn(asked="khai sinh cần gì", answered="Dạ, giấy chứng sinh")]
    number = ask(console, "zalo:1", turns=turns)
    address = f"/console/inbox/{number}"
    before = mai.get(address).text
    assert "khai sinh cần gì" in before
    assert "Trả lời người dân</label>" not in before
    mai.post(f"{address}/take")
    ready = mai.get(f"{address}?insert=t-greeting").text
    assert "em là Trần Thị Mai" in ready.split("<textarea")[1]
    sent = {"text": "Dạ, em xem rồi ạ.", "key": key_on(ready)}
    for _ in range(2):
        assert mai.post(f"{address}/answer", **sent).headers["location"] == address
    mai.post(f"{address}/note", text="dân gọi lần hai", key="n1")
    page = mai.get(address).text
    assert page.count("Dạ, em xem rồi ạ.") == 1
    assert "Đang chờ gửi" in page
    assert "dân gọi lần hai" in page
    mai.post(f"{address}/close", outcome="knowledge_gap", lesson="Nuôi trăn cần giấy gì?")
    closed = mai.get(address).text
    assert "Nuôi trăn cần giấy gì?" in closed
    assert "Gửi trả lời" not in closed
    with console.state.sessions() as session:
        assert [row.about for row in session.query(OutboxRow).order_by(OutboxRow.id)] == [
            "officer.joined",
            "officer.reply",
            "officer.closed",
        ]
    wanted = {"take", "answer", "note", "close", "read"}
    assert {f"handover.{act}" for act in wanted} <= set(acts(console))


def test_what_was_typed_is_kept_when_it_cannot_be_sent(console: FastAPI, mai: StaffMember):
    number = ask(console, "zalo:1")
    reply = mai.post(f"/console/inbox/{number}/answer", text="câu này chưa gửi", key="a")
    assert reply.status_code == 409
    mai.post(f"/console/inbox/{number}/take")
    long = mai.post(f"/console/inbox/{number}/answer", text="a" * 1600, key="a")
    assert long.status_code == 422
    assert "a" * 1600 in long.text


def test_the_second_officer_is_told_who_was_first(console: FastAPI, mai: StaffMember):
    other = hire(console, "binh.vo", Grant(Role.INBOX_OFFICER)).sign_in()
    number = ask(console, "zalo:1")
    mai.post(f"/console/inbox/{number}/take")
    other.post(f"/console/inbox/{number}/take")
    assert "đã có cán bộ Trần Thị Mai nhận trước" in other.get(f"/console/inbox/{number}").text


def test_after_a_transfer_only_the_new_place_sees_it(console: FastAPI, an: StaffMember):
    lan = hire(console, "lan.do", Grant(Role.INBOX_OFFICER, JUSTICE)).sign_in()
    number = ask(console, "zalo:1", department="Sở Y tế")
    an.post(f"/console/inbox/{number}/take")
    moved = an.post(f"/console/inbox/{number}/transfer", department="so-tu-phap", ward="")
    assert moved.headers["location"] == "/console/inbox"
    assert an.get(f"/console/inbox/{number}").status_code == 403
    assert "chuyển tới Sở Tư pháp" in lan.get(f"/console/inbox/{number}").text


def test_news_come_when_there_are_some_and_each_reading_is_on_record(
    console: FastAPI, mai: StaffMember
):
    number = ask(console, "zalo:1")
    address = f"/console/inbox/{number}"
    page = mai.get(address).text
    seen = re.search(r'data-seen="(\w+)"', page)[1]
    before = acts(console).count("handover.read")
    assert mai.get(f"{address}/messages?seen={seen}&after=1").status_code == 204
    assert acts(console).count("handover.read") == before
    console.state.handover.citizens.pass_on(Said(person="zalo:1", text="thêm nữa", key="m1"))
    news = mai.get(f"{address}/messages?seen={seen}&after=1")
    assert "thêm nữa" in news.text
    assert news.headers["cache-control"] == "no-store"
    assert acts(console).count("handover.read") == before + 1


def test_what_a_citizen_writes_is_never_markup(console: FastAPI, mai: StaffMember):
    turns = [PastTurn(asked="<script>alert(1)</script>", answered="<b>x</b>")]
    number = ask(console, "zalo:1", text="<img src=x onerror=alert(1)>", turns=turns)
    page = mai.get(f"/console/inbox/{number}").text
    assert "<img src=x" not in page
    assert "<script>alert" not in page
    assert "&lt;img src=x" in page


@pytest.mark.parametrize("number", ["HT-2026-000999", "HT-2026-1", "x", "HT-2026-99999999999999"])
def test_a_request_that_is_not_there(mai: StaffMember, number: str):
    assert mai.get(f"/console/inbox/{number}").status_code == 404


def test_a_forgotten_person_leaves_an_empty_request(console: FastAPI, mai: StaffMember):
    number = ask(console, "zalo:1", text=f"số {PHONE}")
    HandoversOfPeople(console.state.sessions).forget("zalo:1")
    page = mai.get(f"/console/inbox/{number}").text
    assert PHONE not in page
    assert "(đã xóa)" in page


def test_a_picture_is_shown_to_who_may_read_the_request(
    console: FastAPI, mai: StaffMember, an: StaffMember
):
    number = ask(console, "zalo:1")
    drawn = io.BytesIO()
    Image.new("RGB", (30, 30), "green").save(drawn, "PNG")
    sent = console.state.media.take_picture("zalo:1", drawn.getvalue())
    data = {"media": sent.media, "media_type": sent.media_type}
    console.state.handover.citizens.pass_on(
        Said(person="zalo:1", key="k1", kind="image", media=data)
    )
    address = re.search(
        r'src="(/console/inbox/[^"]+/files/\d+)"', mai.get(f"/console/inbox/{number}").text
    )[1]
    shown = mai.get(address)
    assert shown.headers["content-type"] == "image/jpeg"
    assert Image.open(io.BytesIO(shown.content)).size == (30, 30)
    assert an.get(address).status_code == 403
    assert mai.get(f"/console/inbox/{number}/files/999").status_code == 404
    assert acts(console).count("handover.read") == 2
    console.state.media.forget("zalo:1")
    assert mai.get(address).status_code == 404
