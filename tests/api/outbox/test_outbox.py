"""Each effect once, each person in order, nothing lost: on SQLite and on PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from api.outbox.repository import OutboxRepository
from api.outbox.retries import MOST_FAILURES, wait_after
from api.outbox.service import FORGOTTEN
from knowledge_base.errors import InvalidInput, NotFound
from tests.api.outbox.conftest import Desk, message


def test_the_same_effect_is_queued_once(desk: Desk):
    first, again = desk.outbox.queue(message("a")), desk.outbox.queue(message("a"))
    assert (first.duplicate, again.duplicate, again.id) == (False, True, first.id)


def test_the_same_effect_queued_by_many_at_once(desk: Desk):
    with ThreadPoolExecutor(8) as pool:
        queued = list(pool.map(lambda _: desk.outbox.queue(message("same")), range(24)))
    assert len({item.id for item in queued}) == 1
    assert [item.duplicate for item in queued].count(False) == 1


def test_it_goes_with_the_transaction_of_its_cause(desk: Desk):
    with desk.sessions() as session:
        desk.outbox.queue_in(session, message("a"))
        session.rollback()
    assert desk.claim() == []


def test_nothing_of_the_content_is_on_disk_in_clear(desk: Desk):
    number = desk.queue("a", values={"text": "Nguyễn Văn An, 0900000001"})
    row = desk.row(number)
    assert b"0900000001" not in row.payload
    assert row.about == "notice.general"
    (delivery,) = desk.claim()
    assert delivery.entities == {
        "notice": "notice.general",
        "text": "[[text]]",
        "words": "[[text]]",
        "outbox": str(number),
    }
    assert delivery.reveal == {"[[text]]": "Nguyễn Văn An, 0900000001"}
    desk.settle(delivery)
    assert desk.row(number).payload == b""


@pytest.mark.parametrize(
    ("entities", "values"),
    [({}, {}), ({"notice": "no.such"}, {}), ({"notice": "reminder.appointment"}, {"time": "8"})],
)
def test_what_could_not_be_said_later_is_refused_now(
    desk: Desk, entities: dict[str, str], values: dict[str, str]
):
    with pytest.raises(InvalidInput):
        desk.queue("a", entities=entities, values=values)


def test_a_person_gets_one_at_a_time_in_order(desk: Desk):
    for key in ("a", "b"):
        desk.queue(key)
    desk.queue("other", person="telegram:2")
    first, other = desk.claim()
    assert [desk.row(item.id).key for item in (first, other)] == ["a", "other"]
    assert desk.claim("two") == []
    desk.settle(first)
    assert desk.taken("two") == ["b"]


def test_an_earlier_one_that_failed_blocks_the_later_one(desk: Desk):
    for key in ("a", "b"):
        desk.queue(key)
    (first,) = desk.claim()
    assert desk.settle(first, "temporary", reason="flood") == "waiting"
    assert desk.claim() == []
    desk.clock.turn(seconds=30)
    assert desk.taken() == ["a"]


def test_one_of_next_week_blocks_none_of_today(desk: Desk):
    later = desk.clock.now.replace(day=30)
    desk.queue("later", not_before=later)
    desk.queue("now")
    assert desk.taken() == ["now"]


def test_many_workers_take_each_message_once(desk: Desk):
    for number in range(40):
        desk.queue(f"m{number}", person=f"telegram:{number % 20}")

    def work(worker: int) -> list[str]:
        return [key for _ in range(4) for key in desk.taken(f"w{worker}", 3)]

    with ThreadPoolExecutor(6) as pool:
        taken = [key for keys in pool.map(work, range(6)) for key in keys]
    assert sorted(taken) == sorted(f"m{number}" for number in range(20))


def test_waits_grow_and_end(desk: Desk):
    number = desk.queue("a")
    waited = []
    for failures in range(1, MOST_FAILURES + 1):
        (delivery,) = desk.claim()
        state = desk.settle(delivery, "temporary", reason="http_503")
        if failures < MOST_FAILURES:
            wait = wait_after(failures)
            waited.append(wait)
            desk.clock.turn(seconds=wait.total_seconds() - 1)
            assert desk.claim() == []
            desk.clock.turn(seconds=1)
    assert state == "dead"
    assert waited == sorted(waited)
    assert waited[-1].total_seconds() == 3600
    assert desk.row(number).reason == "http_503"


@pytest.mark.parametrize(("outcome", "reachable"), [("unreachable", False), ("refused", True)])
def test_what_cannot_succeed_is_not_tried_again(desk: Desk, outcome: str, reachable: bool):
    for key in ("a", "b"):
        desk.queue(key)
    (delivery,) = desk.claim()
    assert desk.settle(delivery, outcome, reason="blocked") == "dead"
    assert desk.outbox.may_be_reached("telegram:1") is reachable
    # Given up, it stands in nobody's way.
    assert desk.taken() == ["b"]


def test_a_receipt_comes_twice_late_and_for_nothing(desk: Desk):
    number = desk.queue("a")
    (delivery,) = desk.claim()
    assert desk.settle(delivery) == desk.settle(delivery) == "sent"
    assert desk.settle(delivery, "refused") == "sent"
    assert desk.row(number).outcome == "sent"
    with pytest.raises(NotFound):
        desk.settle(delivery.model_copy(update={"id": 999}))


def test_a_lease_that_ran_out_is_taken_over_and_the_first_is_fenced_off(desk: Desk):
    number = desk.queue("a")
    (old,) = desk.claim("one")
    desk.clock.turn(seconds=121 + 30)
    (new,) = desk.claim("two")
    assert (new.id, new.attempt) == (number, 2)
    assert not desk.outbox.start(number, old.attempt)
    assert desk.settle(old, "temporary") == "sending"
    assert desk.outbox.start(number, new.attempt)
    assert desk.settle(new) == "sent"
    assert desk.row(number).doubled == 0


def test_a_send_without_a_receipt_is_counted_when_it_is_sent_again(desk: Desk):
    number = desk.queue("a")
    (first,) = desk.claim()
    assert desk.outbox.start(number, first.attempt)
    desk.clock.turn(seconds=121)
    (second,) = desk.claim("two")
    assert desk.row(number).doubled == 0
    assert desk.outbox.start(number, second.attempt)
    desk.settle(second)
    assert desk.row(number).doubled == 1
    assert desk.outbox.standing().doubled == 1


def test_a_late_receipt_spares_the_second_send(desk: Desk):
    number = desk.queue("a")
    (first,) = desk.claim()
    assert desk.outbox.start(number, first.attempt)
    desk.clock.turn(seconds=121)
    (second,) = desk.claim("two")
    assert desk.settle(first) == "sent"
    assert not desk.outbox.start(number, second.attempt)
    assert desk.row(number).doubled == 0


@pytest.mark.parametrize(("perhaps", "doubled"), [(True, 1), (False, 0)])
def test_a_failed_send_counts_only_if_it_may_have_arrived(desk: Desk, perhaps: bool, doubled: int):
    number = desk.queue("a")
    for outcome in ("temporary", "sent"):
        (delivery,) = desk.claim()
        assert desk.outbox.start(number, delivery.attempt)
        desk.settle(delivery, outcome, reason="no_answer", perhaps_arrived=perhaps)
        desk.clock.turn(minutes=1)
    assert desk.row(number).doubled == doubled


def test_what_kills_every_worker_is_put_aside(desk: Desk):
    number = desk.queue("a")
    for _ in range(MOST_FAILURES):
        assert len(desk.claim()) == 1
        desk.clock.turn(hours=2)
        desk.clock.now = desk.clock.now.replace(hour=8)
        desk.clock.turn(days=1)
    assert desk.claim() == []
    assert (desk.row(number).state, desk.row(number).reason) == ("dead", "worker.lost")


def test_rasa_away_costs_no_failure_and_no_attempt_is_final(desk: Desk):
    number = desk.queue("a")
    for _ in range(3 * MOST_FAILURES):
        (delivery,) = desk.claim()
        desk.outbox.release(number, delivery.attempt)
        assert desk.claim() == []
        desk.clock.turn(seconds=10)
    assert (desk.row(number).state, desk.row(number).failures) == ("waiting", 0)


def test_quiet_hours(desk: Desk):
    desk.clock.turn(hours=6)  # 21:00
    plain = desk.queue("plain")
    desk.queue("urgent", urgent=True)
    assert desk.row(plain).not_before.isoformat() == "2026-11-24T00:00:00+00:00"
    # The urgent one passes the earlier one that waits for the morning.
    assert desk.taken() == ["urgent"]
    desk.queue("answer", person="telegram:2", purpose="officer_reply")
    assert desk.taken() == ["answer"]
    desk.clock.turn(hours=9, minutes=59)
    assert "plain" not in desk.taken()
    desk.clock.turn(minutes=1)
    assert "plain" in desk.taken()


def test_what_was_due_in_the_evening_does_not_go_out_at_night(desk: Desk):
    desk.queue("plain")
    desk.clock.turn(hours=7)
    assert desk.claim() == []
    desk.clock.turn(hours=9)
    assert desk.taken() == ["plain"]


def test_a_dead_one_is_sent_again(desk: Desk):
    number = desk.queue("a")
    (delivery,) = desk.claim()
    desk.settle(delivery, "refused", reason="channel.no_push")
    with desk.sessions.begin() as session:
        assert desk.outbox.revive(session, number) is not None
    (again,) = desk.claim()
    assert (again.id, again.attempt) == (number, 2)
    with desk.sessions.begin() as session:
        assert desk.outbox.revive(session, number) is None


def test_a_person_who_withdraws_is_told_nothing_more(desk: Desk):
    first, second = desk.queue("a"), desk.queue("b")
    (delivery,) = desk.claim()
    assert desk.outbox.forget("telegram:1") == 2
    assert not desk.outbox.start(first, delivery.attempt)
    assert desk.claim() == []
    for number in (first, second):
        row = desk.row(number)
        assert (row.payload, row.state, row.reason) == (b"", "dead", FORGOTTEN)
    with desk.sessions.begin() as session:
        assert desk.outbox.revive(session, first) is None
    # The same effect is still known.
    assert desk.outbox.queue(message("a")).duplicate


def test_a_payload_of_another_key_stops_nobody_else(desk: Desk):
    broken = desk.queue("a")
    with desk.sessions.begin() as session:
        desk.outbox.revive(session, broken)
        row = session.get(type(desk.row(broken)), broken)
        row.payload = b"sealed elsewhere"
    desk.queue("b", person="telegram:2")
    assert desk.taken() == ["b"]
    assert desk.row(broken).reason == "payload.unreadable"


def test_what_is_long_settled_is_deleted(desk: Desk):
    sent, dead = desk.queue("sent"), desk.queue("dead", person="telegram:2")
    for delivery in desk.claim():
        desk.settle(delivery, "sent" if delivery.id == sent else "refused")
    waiting = desk.queue("waiting", person="telegram:3")
    desk.clock.turn(days=89)
    desk.outbox.forget_before(desk.clock() - timedelta(days=90))
    assert desk.row(dead).state == "dead"
    desk.clock.turn(days=2)
    desk.outbox.forget_before(desk.clock() - timedelta(days=90))
    assert desk.row(waiting).state == "waiting"
    with desk.sessions() as session:
        assert [OutboxRepository(session).get(number) for number in (sent, dead)] == [None, None]
