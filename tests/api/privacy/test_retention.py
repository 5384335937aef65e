"""What is old is deleted, place by place, again and again without harm."""

from __future__ import annotations

from datetime import timedelta

from api.inbox.schemas import Claim, NewEvent, Settlement
from api.inbox.service import Inbox
from api.people.schemas import Notice
from api.people.service import People
from api.secrets import cipher_secret
from api.vault.cipher import Cipher
from tests.fakes.privacy_desk import PrivacyDesk, RasaConversationsServer


def test_each_place_has_its_own_time(desk: PrivacyDesk, rasa: RasaConversationsServer):
    inbox = Inbox(desk.sessions, Cipher(cipher_secret(desk.settings)), desk.clock)
    inbox.store(NewEvent(channel="zalo", key="msg:1", person="zalo:1", payload={"text": "x"}))
    inbox.store(NewEvent(channel="zalo", key="msg:2", person="zalo:2", payload={"text": "x"}))
    (first, _) = inbox.claim(Claim(channel="zalo", worker="w"))
    inbox.settle(Settlement(worker="w", ids=[first.events[0].id]))
    People(desk.sessions, timedelta(minutes=30), {}, desk.clock).notice("zalo:1", Notice.SEEN)
    desk.clock.turn(days=29)
    assert sum(desk.privacy.apply_retention().values()) == 0
    desk.clock.turn(days=2)
    counts = desk.privacy.apply_retention()
    # What still waits stays, however old.
    assert (counts["inbox"], counts["people"]) == (1, 0)
    assert inbox.count("zalo:2") == 1
    assert sum(desk.privacy.apply_retention().values()) == 0
    desk.clock.turn(days=335)
    assert desk.privacy.apply_retention()["people"] == 1
    assert ("retention", "") in rasa.asked


def test_a_place_that_is_away_stops_no_other(desk: PrivacyDesk, rasa: RasaConversationsServer):
    rasa.away = True
    counts = desk.privacy.apply_retention()
    assert "tracker" not in counts
    assert "people" in counts


def test_receipts_go_at_last_and_open_requests_never(desk: PrivacyDesk):
    from api.privacy.worker import PrivacyWorker

    desk.privacy.ask_deletion("zalo:1")
    PrivacyWorker(desk.privacy, desk.engine, "w").work_once()
    desk.privacy.ask_deletion("zalo:2")
    desk.clock.turn(days=731)
    assert desk.privacy.apply_retention()["receipts"] == 1
    assert desk.privacy.requests.find("XD-2026-000002") is not None
