"""Citizens ask for a person: once, whatever resends and races, and nothing lies in clear."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import text

from api.database import make_engine, make_sessions
from api.handover.schemas import Outcome, PastTurn, Reason
from api.staff.scopes import Scope
from tests.api.handover.conftest import PERSON, Place

PHONE = "0903 555 178"


def test_a_request_is_opened_once_and_known_again(place: Place):
    first = place.open()
    again = place.open(key="k1", text="sao lâu vậy")
    assert (first.duplicate, again.duplicate) == (False, True)
    assert first.number == again.number == place.row(place.first()).number
    assert "đang chờ cán bộ" in again.messages[0]
    assert [said for _, said in place.said(place.first())] == ["cho tôi gặp cán bộ", "sao lâu vậy"]


def test_the_same_message_again_is_written_once(place: Place):
    place.open()
    for _ in range(3):
        place.say("hồ sơ của tôi", "m1")
    assert len(place.said(place.first())) == 2


def test_nobody_there_and_hours_unconfirmed_promises_nothing_and_goes_on(place: Place):
    told = "\n".join(place.open().messages)
    assert "chưa xác nhận" in told
    assert "*1022*" in told
    assert place.row(place.first()).promised_at is None
    passed = place.say("lệ phí bao nhiêu", "m1")
    assert (passed.open, passed.silent) == (True, False)


@pytest.mark.parametrize(
    ("ahead", "promised"),
    [
        (timedelta(), "17:00 thứ Hai 23/11"),
        (timedelta(hours=1, minutes=30), "11:30 thứ Ba 24/11"),
        (timedelta(days=4, hours=8), "11:30 thứ Hai 30/11"),
        # Over New Year's Day, a Friday; and over Tết.
        (timedelta(days=38, hours=3), "11:30 thứ Hai 04/01"),
        (timedelta(days=73, hours=3), "11:30 thứ Tư 10/02"),
    ],
)
def test_out_of_hours_a_time_is_promised(place: Place, ahead: timedelta, promised: str):
    place.with_hours().clock.now += ahead
    assert f"*{promised}*" in "\n".join(place.open().messages)
    assert place.row(place.first()).promised_at is not None


def test_the_queue_and_the_measured_wait_are_told(place: Place):
    mai = place.officer("mai.tran")
    assert "người kế tiếp" in place.open("zalo:1").messages[0]
    assert "Thường chờ" not in place.open("zalo:2").messages[0]
    assert "còn 2 người" in place.open("zalo:3").messages[0]
    for number in range(4, 7):
        place.open(f"zalo:{number}")
    place.clock.turn(minutes=7)
    for number in range(place.first(), place.first() + 5):
        place.officers.take(mai, number)
    assert "khoảng 10 phút" in place.open("zalo:9").messages[0]


def test_on_duty_is_who_may_answer_there_and_is_signed_in(place: Place):
    place.officer("an.le", Scope(department="so-y-te"))
    place.officer("binh.vo", there=False)
    assert "chưa có cán bộ trực" in place.open("zalo:1").messages[0]
    there = place.open("zalo:2", department="Sở Y tế")
    assert "người kế tiếp" not in there.messages[0]
    assert "Trước anh/chị còn 1 người" in there.messages[0]
    place.clock.turn(minutes=21)
    assert "chưa có cán bộ trực" in place.open("zalo:3", department="Sở Y tế").messages[0]


def test_who_waits_for_somebody_present_is_not_talked_to_by_the_bot(place: Place):
    place.officer("mai.tran")
    place.open()
    assert place.say("một", "m1").silent


def test_who_was_left_by_the_officer_is_talked_to_again(place: Place):
    mai = place.officer("mai.tran")
    place.open()
    place.officers.take(mai, place.first())
    place.clock.turn(minutes=29)
    assert place.say("một", "m1").silent
    place.clock.turn(minutes=2)
    passed = place.say("hai", "m2")
    assert (passed.open, passed.silent) == (True, False)
    assert place.said(place.first())[-1] == ("citizen", "hai")


def test_the_officer_reads_numbers_that_no_row_has_in_clear(place: Place):
    place.open(text="gặp cán bộ, số em [•••]", references=[place.phone(PHONE)])
    place.say("hay [•••] nhé", "m1", references=[place.phone("0911222333")])
    share = {"phone": "[•••]", "name": "Lan"}
    place.say("", "m2", kind="contact", media=share, media_references=[place.phone("0988777666")])
    lines = place.said(place.first())
    assert lines[0][1] == f"gặp cán bộ, số em {PHONE}"
    assert lines[1][1] == "hay 0911222333 nhé"
    with place.sessions() as session:
        kept = repr(session.execute(text("SELECT * FROM handover_messages")).fetchall())
        kept += repr(session.execute(text("SELECT * FROM handovers")).fetchall())
        shared = place.reading.lines(session, place.row(place.first()))[2].content.media
    assert shared == {"phone": "0988777666", "name": "Lan"}
    for secret in (PHONE, "0911222333", "0988777666", "Lan", "gặp cán bộ"):
        assert secret not in kept


def test_a_number_that_is_gone_from_the_vault_or_anothers_stays_a_mark(place: Place):
    reference = place.phone(PHONE, "zalo:other")
    place.open(text="số [•••]", references=[reference])
    assert place.said(place.first())[0][1] == "số [•••]"


def test_the_department_is_the_one_named_and_the_summary_is_of_the_conversation(place: Place):
    turns = [PastTurn(asked=f"câu {n}", answered="Dạ", status="answered") for n in range(12)]
    place.open(department="sở tư pháp", ward="27595", turns=turns, reason=Reason.SENSITIVE,
               matter="corruption")  # fmt: skip
    row = place.row(place.first())
    assert (row.department, row.ward, row.reason) == ("so-tu-phap", "*", "sensitive")
    summary = place.reading.summary(row)
    assert [turn.asked for turn in summary.turns] == [f"câu {n}" for n in range(4, 12)]
    assert summary.matter.startswith("Tố cáo")


def test_a_number_is_said_only_where_it_is_confirmed(place: Place):
    danger = place.open("zalo:1", reason=Reason.SENSITIVE, matter="domestic_violence").messages
    assert "*113*" in danger[0]
    assert len(danger) == 2
    plain = place.open("zalo:2", reason=Reason.SENSITIVE, matter="corruption").messages
    assert "khẩn cấp" not in plain[0]


def test_the_citizen_may_have_the_assistant_back(place: Place):
    place.open()
    assert place.citizens.leave(PERSON)
    assert not place.citizens.leave(PERSON)
    assert place.row(place.first()).outcome == Outcome.CITIZEN_LEFT
    assert place.say("một", "m9").open is False
    assert place.open(key="k2").duplicate is False


def test_forgetting_empties_what_was_said_and_keeps_the_numbers(place: Place):
    place.open()
    place.say("số tôi", "m1")
    place.open("zalo:other")
    number = place.row(place.first()).number
    assert place.people.forget(PERSON) == 1
    assert place.people.forget(PERSON) == 0
    row = place.row(place.first())
    assert (row.number, row.state, row.outcome, row.summary) == (number, "closed", "forgotten", b"")
    assert [text for _, text in place.said(row.id)] == ["", ""]
    assert place.say("a", "m", person="zalo:other").open


def test_what_was_said_is_emptied_after_a_time_and_the_lesson_stays(place: Place):
    mai = place.officer("mai.tran")
    place.open()
    place.open("zalo:open")
    place.officers.take(mai, place.first())
    place.officers.close(mai, place.first(), Outcome.KNOWLEDGE_GAP, "Câu hỏi còn thiếu")
    assert place.people.forget_before(place.clock() - timedelta(days=30)) == 0
    place.clock.turn(days=31)
    assert place.people.forget_before(place.clock() - timedelta(days=30)) == 1
    assert {text for _, text in place.said(place.first())} == {""}
    assert place.reading.lesson(place.row(place.first())) == "Câu hỏi còn thiếu"
    assert [text for _, text in place.said(place.first() + 1)] == ["cho tôi gặp cán bộ"]


def test_two_processes_open_one_request(place: Place, url: str):
    """Real connections of their own, at the same moment, twenty times."""
    engines = [make_engine(url) for _ in range(2)]
    others = [Place(make_sessions(engine)) for engine in engines]
    for attempt in range(20):
        person, barrier = f"zalo:{attempt}", threading.Barrier(2)
        opened = []

        def ask(who: Place, person: str = person, barrier: threading.Barrier = barrier) -> None:
            barrier.wait()
            opened.append(who.open(person))  # noqa: B023

        threads = [threading.Thread(target=ask, args=(other,)) for other in others]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(item.duplicate for item in opened) == [False, True]
        assert len({item.number for item in opened}) == 1
    for engine in engines:
        engine.dispose()
