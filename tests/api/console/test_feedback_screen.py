"""Judgements in the console: filters, exports, words without numbers."""

from __future__ import annotations

from functools import partial

import pytest
from fastapi import FastAPI

from api.answers.journal import Journal, pseudonym
from api.answers.schemas import Status, Turn
from api.feedback.schemas import Judgement
from api.feedback.service import Feedback
from api.staff.roles import Role
from api.staff.scopes import Grant
from api.vault.cipher import Cipher
from tests.fakes.console_app import STAFF_SECRET, hire
from tests.fakes.staff_member import StaffMember


@pytest.fixture
def lan(console: FastAPI) -> StaffMember:
    return hire(console, "lan.nguyen", Grant(Role.CURATOR)).sign_in()


def test_the_list_and_its_file(console: FastAPI, lan: StaffMember):
    journal = Journal(console.state.sessions, "key")
    answers = [
        journal.note(Turn(person=f"web:{n}", channel="rest"), "procedure", Status.ANSWERED, code)
        for n, code in enumerate(("1.001193", "1.004194"))
    ]
    journal.close()
    kept = console.state.feedback
    by_name = partial(pseudonym, b"key")
    feedback = Feedback(console.state.sessions, Cipher(STAFF_SECRET), [], by_name)
    feedback.reasons = kept.reasons
    feedback.give("web:0", Judgement(answer=answers[0], rating="up"))
    words = "phí cũ rồi, gọi 0900000001"
    feedback.give(
        "web:1", Judgement(answer=answers[1], rating="down", reason="sai-thong-tin", words=words)
    )
    everything = lan.get("/console/feedback").text
    assert "<strong>2</strong>" in everything
    down = lan.get("/console/feedback?rating=down&reason=sai-thong-tin&code=1.0041").text
    assert "<strong>1</strong>" in down
    assert "phí cũ rồi" in down
    assert "0900000001" not in down
    file = lan.get("/console/feedback.csv?rating=down").text
    assert file.count("\r\n") == 2
    assert "Thông tin sai hoặc cũ" in file
