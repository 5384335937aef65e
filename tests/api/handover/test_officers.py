"""Officers take, answer, note, transfer and close; each once, by right, and on record."""

from __future__ import annotations

import threading

import pytest

from api.database import make_engine, make_sessions
from api.handover.errors import NotYours, Over, TakenByAnother
from api.handover.schemas import Outcome
from api.outbox.payload import Sealer
from api.staff.errors import Forbidden
from api.staff.roles import Role
from api.staff.scopes import Scope
from api.vault.cipher import Cipher
from knowledge_base.errors import InvalidInput
from tests.api.handover.conftest import Place
from tests.api.outbox.conftest import LEASE, NOTICES

HEALTH = Scope(department="so-y-te")
WARD = Scope(ward="25747")


def test_an_answer_goes_out_once_with_the_officers_name_and_sealed(place: Place):
    mai = place.officer("mai.tran")
    place.open()
    number = place.first()
    place.officers.take(mai, number)
    for _ in range(2):
        place.officers.answer(mai, number, " Dạ, hồ sơ xong rồi ạ. ", "abc")
    joined, reply = place.queued()
    assert (joined.about, reply.about, reply.urgent) == ("officer.joined", "officer.reply", True)
    assert b"xong" not in reply.payload
    sealer = Sealer(Cipher("a key for tests"))
    assert sealer.delivery(reply, NOTICES).reveal == {
        "[[officer]]": "Mai Tran",
        "[[text]]": "Dạ, hồ sơ xong rồi ạ.",
    }
    assert [who for who, _ in place.said(number)] == ["citizen", "system", "officer"]
    assert place.acts().count("handover.answer") == 1
    assert "xong" not in repr(place.acts())
    with place.sessions() as session:
        line = place.reading.lines(session, place.row(number))[-1]
    assert line.delivery.state == "waiting"
    assert place.say("cảm ơn", "m1").silent


def test_only_who_has_taken_it_answers(place: Place):
    mai, an = place.officer("mai.tran"), place.officer("an.le")
    place.open()
    number = place.first()
    with pytest.raises(NotYours):
        place.officers.answer(mai, number, "Dạ", "k")
    place.officers.take(mai, number)
    with pytest.raises(TakenByAnother) as told:
        place.officers.take(an, number)
    assert "Mai Tran" in told.value.reason_vi
    with pytest.raises(NotYours):
        place.officers.close(an, number, Outcome.OTHER, "")
    assert len(place.queued()) == 1


def test_who_assigns_takes_over(place: Place):
    mai = place.officer("mai.tran")
    chief = place.officer("chi.ngo", role=Role.SUPERVISOR)
    place.open()
    place.officers.take(mai, place.first())
    place.officers.take(chief, place.first())
    assert place.row(place.first()).officer == "chi.ngo"


def test_a_transfer_is_seen_by_who_covers_the_new_place_only(place: Place):
    of_health = place.officer("an.le", HEALTH)
    of_ward = place.officer("ba.vo", WARD, Role.WARD_OFFICER)
    place.open(department="Sở Y tế")
    number = place.first()
    with pytest.raises(Forbidden):
        place.officers.take(of_ward, number)
    place.officers.take(of_health, number)
    with pytest.raises(InvalidInput):
        place.officers.transfer(of_health, number, HEALTH, "Sở Y tế")
    place.officers.transfer(of_health, number, WARD, "phường Sài Gòn")
    assert (place.row(number).state, place.row(number).officer) == ("waiting", None)
    with pytest.raises(Forbidden):
        place.officers.note(of_health, number, "còn gì nữa", "k")
    place.officers.take(of_ward, number)
    assert "phường Sài Gòn" in " ".join(text for _, text in place.said(number))


def test_closing_ends_the_silence_and_keeps_the_lesson(place: Place):
    mai = place.officer("mai.tran")
    place.open()
    number = place.first()
    place.officers.take(mai, number)
    with pytest.raises(InvalidInput):
        place.officers.close(mai, number, Outcome.KNOWLEDGE_GAP, " ")
    with pytest.raises(InvalidInput):
        place.officers.close(mai, number, Outcome.FORGOTTEN, "")
    place.officers.close(mai, number, Outcome.KNOWLEDGE_GAP, "Làm sổ cho chó ở đâu?")
    row = place.row(number)
    assert (row.state, row.outcome) == ("closed", "knowledge_gap")
    assert place.reading.lesson(row) == "Làm sổ cho chó ở đâu?"
    assert b"cho" not in row.lesson
    assert place.queued()[-1].about == "officer.closed"
    assert place.say("a", "m1").open is False
    with pytest.raises(Over):
        place.officers.take(mai, number)
    place.officers.note(mai, number, "đã gọi lại", "k")
    assert place.said(number)[-1] == ("note", "đã gọi lại")


@pytest.mark.parametrize("text", ["", "  \n", "a" * 1501])
def test_an_answer_has_words_and_is_one_message(place: Place, text: str):
    mai = place.officer("mai.tran")
    place.open()
    place.officers.take(mai, place.first())
    with pytest.raises(InvalidInput):
        place.officers.answer(mai, place.first(), text, "k")


def test_a_release_puts_it_back(place: Place):
    mai, an = place.officer("mai.tran"), place.officer("an.le")
    place.open()
    place.officers.take(mai, place.first())
    place.officers.release(mai, place.first())
    place.officers.take(an, place.first())
    wanted = ["handover.take", "handover.release", "handover.take"]
    assert [act for act in place.acts() if act.startswith("handover.")][-3:] == wanted


def test_what_was_given_up_is_told_with_its_reason(place: Place):
    from api.outbox.schemas import Outcome as SendOutcome
    from api.outbox.schemas import Receipt

    mai = place.officer("mai.tran")
    place.open(person="web:1")
    place.officers.take(mai, place.first())
    place.officers.answer(mai, place.first(), "Dạ", "k")
    place.outbox._now = place.clock  # the desk's own clock stands elsewhere
    for _ in range(2):
        for item in place.outbox.claim("one", 9, LEASE):
            refused = Receipt(attempt=1, outcome=SendOutcome.REFUSED, reason="channel.no_push")
            place.outbox.receive(item.id, refused)
    with place.sessions() as session:
        line = place.reading.lines(session, place.row(place.first()))[-1]
    assert (line.delivery.state, line.delivery.reason) == ("dead", "channel.no_push")


def test_two_officers_at_once_one_wins(place: Place, url: str):
    officers = [place.officer("mai.tran"), place.officer("an.le")]
    engines = [make_engine(url) for _ in officers]
    desks = [Place(make_sessions(engine)) for engine in engines]
    for attempt in range(10):
        place.open(f"zalo:{attempt}")
        number, barrier = place.first() + attempt, threading.Barrier(2)
        lost: list[str] = []

        def take(at: int, number: int = number, barrier: threading.Barrier = barrier) -> None:
            barrier.wait()
            try:
                desks[at].officers.take(officers[at], number)
            except TakenByAnother as error:
                lost.append(error.reason_vi)  # noqa: B023

        threads = [threading.Thread(target=take, args=(at,)) for at in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(lost) == 1
    for engine in engines:
        engine.dispose()
