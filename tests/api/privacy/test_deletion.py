"""A deletion: filed once, done place by place, tried until done, and nothing left but a hash."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from api.chat.history import ChatTurnLog, Keeping
from api.chat.schemas import StreamRequest
from api.inbox.schemas import Claim, NewEvent, Settlement
from api.inbox.service import Inbox
from api.outbox.build import build_outbox
from api.people.schemas import Notice
from api.people.service import People
from api.privacy.requests.schemas import AskedBy, RequestState
from api.privacy.worker import PrivacyWorker
from api.secrets import cipher_secret
from api.settings import ROOT
from api.vault.cipher import Cipher
from tests.api.outbox.conftest import message
from tests.fakes.filled import fill_services
from tests.fakes.privacy_desk import TOKEN, PrivacyDesk, RasaConversationsServer

PERSON, OTHER = "telegram:7755331", "telegram:8866442"
NAME = PERSON.partition(":")[2].encode()


def worker(desk: PrivacyDesk, name: str = "one") -> PrivacyWorker:
    return PrivacyWorker(desk.privacy, desk.engine, name, timedelta(seconds=60))


def fill(desk: PrivacyDesk, rasa: RasaConversationsServer, person: str) -> None:
    """Something of ``person`` in every place."""
    cipher = Cipher(cipher_secret(desk.settings))
    inbox = Inbox(desk.sessions, cipher)
    key = f"follow:{person}:1700000000"
    inbox.store(NewEvent(channel="telegram", key=key, person=person, payload={"text": "x"}))
    people = People(desk.sessions, timedelta(minutes=30), {})
    people.notice(person, Notice.SEEN)
    outbox = build_outbox(desk.settings, desk.sessions, cipher, people)
    outbox.queue(message(f"effect:{person}", person))
    desk.put_away(person, "0912345678")
    keeping = Keeping(timedelta(hours=24), timedelta(seconds=1))
    chat = ChatTurnLog(desk.sessions, cipher, keeping)
    chat.begin(person, "a" * 20, StreamRequest(id="a" * 20, text="làm khai sinh"))
    chat.link(person, "pseudonym-of-portal")
    fill_services(desk.settings, desk.sessions, person)
    rasa.events[person] = 9
    desk.agree(person)
    desk.privacy.consents.note_shown(person, "1")
    desk.privacy.phones.send_code(person, "0912345678")
    desk.privacy.phones.check_code(person, desk.last_code())


def kept(desk: PrivacyDesk, person: str) -> dict[str, int | None]:
    return {item.name: item.things for item in desk.privacy.overview(person).places}


def test_everything_goes_and_others_keep_theirs(desk: PrivacyDesk, rasa: RasaConversationsServer):
    fill(desk, rasa, PERSON)
    fill(desk, rasa, OTHER)
    # The same phone makes them one citizen; these two are not.
    desk.privacy.phones.unlink(OTHER)
    before = kept(desk, OTHER)
    everywhere = {place.name for place in desk.privacy.places}
    assert set(kept(desk, PERSON)) == everywhere - {"receipts"}
    receipt = desk.privacy.ask_deletion(PERSON)
    assert receipt.number == "XD-2026-000001"
    assert worker(desk).work_once()
    assert kept(desk, PERSON) == {"receipts": 1}
    assert kept(desk, OTHER) == before
    found = desk.privacy.requests.find(receipt.number)
    assert found is not None
    assert found.state is RequestState.DONE


def test_nothing_names_the_person_in_any_file(desk: PrivacyDesk, rasa: RasaConversationsServer):
    fill(desk, rasa, PERSON)
    assert holding(desk) != []
    desk.privacy.ask_deletion(PERSON)
    working = worker(desk)
    working.work_once()
    working._housekeep()
    assert holding(desk) == []


def holding(desk: PrivacyDesk) -> list[str]:
    files = [path for path in desk.settings.state.rglob("*") if path.is_file()]
    return [path.name for path in files if NAME in path.read_bytes()]


def test_what_was_told_and_heard_is_still_known(desk: PrivacyDesk, rasa: RasaConversationsServer):
    fill(desk, rasa, PERSON)
    desk.privacy.ask_deletion(PERSON)
    worker(desk).work_once()
    cipher = Cipher(cipher_secret(desk.settings))
    key = f"follow:{PERSON}:1700000000"
    event = NewEvent(channel="telegram", key=key, person=PERSON, payload={"text": "x"})
    assert Inbox(desk.sessions, cipher).store(event).duplicate
    people = People(desk.sessions, timedelta(minutes=30), {})
    outbox = build_outbox(desk.settings, desk.sessions, cipher, people)
    assert outbox.queue(message(f"effect:{PERSON}", PERSON)).duplicate
    assert outbox.claim("w", 5, timedelta(seconds=60)) == []


def test_an_event_at_work_is_not_handed_out_again(desk: PrivacyDesk):
    inbox = Inbox(desk.sessions, Cipher(cipher_secret(desk.settings)))
    inbox.store(NewEvent(channel="zalo", key="msg:1", person=PERSON, payload={"text": "x"}))
    (batch,) = inbox.claim(Claim(channel="zalo", worker="w"))
    assert inbox.forget(PERSON) == 1
    assert inbox.settle(Settlement(worker="w", ids=[batch.events[0].id])) == 0
    assert inbox.claim(Claim(channel="zalo", worker="w")) == []


def test_asked_twice_is_one_request_and_later_another(desk: PrivacyDesk):
    first = desk.privacy.ask_deletion(PERSON)
    assert desk.privacy.ask_deletion(PERSON).number == first.number
    assert desk.privacy.ask_deletion(OTHER).number != first.number
    while worker(desk).work_once():
        pass
    assert desk.privacy.ask_deletion(PERSON).number not in (first.number, "XD-2026-000002")


def test_it_waits_until_the_answer_is_out(tmp_path: Path, rasa: RasaConversationsServer):
    desk = PrivacyDesk(tmp_path, rasa_port=rasa.port, deletion_delay_s=20)
    desk.privacy.ask_deletion(PERSON)
    assert not worker(desk).work_once()
    desk.clock.turn(seconds=21)
    assert worker(desk).work_once()
    desk.close()


def test_a_place_that_is_away_is_tried_until_it_is_back(
    desk: PrivacyDesk, rasa: RasaConversationsServer
):
    fill(desk, rasa, PERSON)
    rasa.away = True
    receipt = desk.privacy.ask_deletion(PERSON)
    assert worker(desk).work_once()
    # All others are empty by now; only Rasa cannot be counted.
    assert kept(desk, PERSON) == {"tracker": None, "receipts": 1}
    assert not worker(desk).work_once()
    for _ in range(6):
        desk.clock.turn(hours=1, seconds=1)
        assert worker(desk).work_once()
    rasa.away = False
    desk.clock.turn(hours=1, seconds=1)
    assert worker(desk).work_once()
    assert kept(desk, PERSON) == {"receipts": 1}
    found = desk.privacy.requests.find(receipt.number)
    assert found is not None
    assert found.state is RequestState.DONE


def test_a_worker_that_lost_its_lease_settles_nothing(desk: PrivacyDesk):
    desk.privacy.ask_deletion(PERSON)
    requests = desk.privacy.requests
    lease = timedelta(seconds=60)
    slow = requests.claim("slow", lease)
    assert slow is not None
    assert requests.claim("other", lease) is None
    desk.clock.turn(seconds=61)
    assert requests.claim("other", lease) is not None
    assert not requests.note(slow, "slow", "inbox", 1, lease)
    requests.settle(slow, "slow", [])
    receipt = requests.find("XD-2026-000001")
    assert receipt is not None
    assert receipt.state is RequestState.OPEN


def test_linked_channels_go_together(desk: PrivacyDesk, rasa: RasaConversationsServer):
    for person in (PERSON, "zalo:2468", OTHER):
        rasa.events[person] = 3
    for person in (PERSON, "zalo:2468"):
        desk.agree(person)
        desk.privacy.phones.send_code(person, "0912 345 678")
        desk.privacy.phones.check_code(person, desk.last_code())
    desk.privacy.ask_deletion("zalo:2468")
    worker(desk).work_once()
    assert rasa.events == {OTHER: 3}


def test_a_withdrawal_on_the_channel_is_a_request_of_that_identity(desk: PrivacyDesk):
    people = People(desk.sessions, timedelta(minutes=30), {"deletion": desk.privacy.withdraw})
    state = people.notice(PERSON, Notice.WITHDRAW)
    assert not state.reachable
    people.notice(PERSON, Notice.WITHDRAW)
    worker(desk).work_once()
    assert not worker(desk).work_once()
    assert kept(desk, PERSON) == {"receipts": 1}


def test_a_request_sealed_with_a_lost_key_blocks_nobody(
    desk: PrivacyDesk, rasa: RasaConversationsServer
):
    broken = desk.privacy.ask_deletion(OTHER)
    desk.privacy.requests._cipher = Cipher("another key")
    later = desk.privacy.ask_deletion(PERSON)
    rasa.events[PERSON] = 1
    working = worker(desk)
    working.work_once()
    working.work_once()
    assert rasa.events == {}
    states = [desk.privacy.requests.find(item.number).state for item in (broken, later)]
    assert states == [RequestState.OPEN, RequestState.DONE]


@pytest.mark.parametrize("number", ["XD-2025-000001", "XD-2026-000002", "XD-2026-1", "x", ""])
def test_a_number_that_was_never_given_finds_nothing(desk: PrivacyDesk, number: str):
    desk.privacy.ask_deletion(PERSON, AskedBy.OPERATOR)
    assert desk.privacy.requests.find(number) is None


@pytest.mark.parametrize("number", ["XD-2026-000001", "tra xd - 2026 - 000001 giúp em"])
def test_a_number_is_read_as_people_write_it(desk: PrivacyDesk, number: str):
    receipt = desk.privacy.ask_deletion(PERSON)
    assert desk.privacy.requests.find(number) == receipt


def test_a_worker_killed_in_the_middle_leaves_nothing_undone(
    tmp_path: Path, rasa: RasaConversationsServer
):
    desk = PrivacyDesk(tmp_path, rasa_port=rasa.port, sms="sandbox")
    for part in (desk.privacy, desk.privacy.requests):
        from datetime import UTC, datetime

        part._now = lambda: datetime.now(UTC)
    fill(desk, rasa, PERSON)
    receipt = desk.privacy.ask_deletion(PERSON)
    rasa.hold.clear()
    first = start(desk, rasa)
    wait_for(lambda: ("forget", PERSON) in rasa.asked)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    row = state_of(desk)
    assert row["state"] == "open"
    # Inbox and outbox were done and noted before; the rest was not begun.
    assert set(row["results"]) == {"inbox", "outbox"}
    rasa.hold.set()
    second = start(desk, rasa)
    try:
        wait_for(lambda: state_of(desk)["state"] == "done")
    finally:
        second.terminate()
        second.wait()
    assert kept(desk, PERSON) == {"receipts": 1}
    assert holding(desk) == []
    assert desk.privacy.requests.find(receipt.number).done_at is not None
    desk.close()


def start(desk: PrivacyDesk, rasa: RasaConversationsServer) -> subprocess.Popen[bytes]:
    """The real worker's process, with a lease that ends soon."""
    environment = {
        **os.environ,
        "MOTCUA_STATE_DIR": str(desk.settings.state),
        "MOTCUA_SERVICE_TOKEN": TOKEN,
        "MOTCUA_RASA_PORT": str(rasa.port),
        "MOTCUA_SMS": "sandbox",
    }
    command = [sys.executable, "-m", "tests.fakes.privacy_worker", "2"]
    return subprocess.Popen(command, env=environment, cwd=ROOT)


def wait_for(found: object, within_s: float = 60) -> None:
    deadline = time.monotonic() + within_s
    while not found():  # type: ignore[operator]
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


def state_of(desk: PrivacyDesk) -> dict[str, object]:
    import json

    with sqlite3.connect(desk.settings.state / "motcua.db") as database:
        query = "SELECT state, results FROM privacy_requests"
        state, results = database.execute(query).fetchone()
    return {"state": state, "results": json.loads(results)}


def test_it_is_the_same_on_postgresql(tmp_path: Path, rasa: RasaConversationsServer):
    from tests.fakes.postgresql import postgresql

    with postgresql(tmp_path / "pg") as url:
        desk = PrivacyDesk(tmp_path / "state", rasa_port=rasa.port, sms="sandbox", database_url=url)
        fill(desk, rasa, PERSON)
        fill(desk, rasa, OTHER)
        desk.privacy.phones.unlink(OTHER)
        before = kept(desk, OTHER)
        assert desk.privacy.ask_deletion(PERSON).number == desk.privacy.ask_deletion(PERSON).number
        working = worker(desk)
        assert working.work_once()
        working._housekeep()
        assert kept(desk, PERSON) == {"receipts": 1}
        assert kept(desk, OTHER) == before
        assert set(desk.privacy.apply_retention()) >= {"inbox", "outbox", "phones", "receipts"}
        desk.close()
