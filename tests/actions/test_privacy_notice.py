"""The notice about people's data: behind the first answer, once, and never instead of one."""

from collections.abc import Callable
from typing import Any

import pytest

from actions.buttons import last_buttons
from actions.privacy_notice import BESIDE, SLOT
from actions.privacy_words import WordsMissing, words
from actions.procedures import ActionAnswerProcedure
from actions.smalltalk import ActionCloseTurn
from tests.actions.conftest import Said, Typed
from tests.fakes.answers_api import FakeAnswersApi

Run = Callable[[Any, Typed], Said]
NOTICE = words("notice", "text")


def test_it_comes_behind_the_first_answer_and_before_the_status(run: Run):
    said = run(ActionAnswerProcedure(), Typed("khai sinh", is_told=False))
    assert said.texts[-1] == NOTICE
    assert len(said.texts) > 1
    assert said.status["status"] == "answered"
    assert said.slots[SLOT] == words("notice", "version")


def test_it_is_said_once(run: Run):
    assert NOTICE not in run(ActionAnswerProcedure(), Typed("khai sinh")).texts


def test_another_text_is_shown_once_more(run: Run):
    typed = Typed("khai sinh", slots={SLOT: "an older version"})
    assert run(ActionAnswerProcedure(), typed).texts[-1] == NOTICE


@pytest.mark.parametrize("status", [401, 429, 503])
def test_it_waits_for_a_real_answer(run: Run, fake: FakeAnswersApi, status: int):
    fake.fail_with = status
    said = run(ActionAnswerProcedure(), Typed("khai sinh", is_told=False))
    assert NOTICE not in said.texts
    assert SLOT not in said.slots


def test_it_does_not_come_to_who_needs_a_person(run: Run):
    said = run(ActionCloseTurn(), Typed("khiếu nại", "complain", is_told=False))
    assert said.status["status"] == "referred"
    assert NOTICE not in said.texts


def test_nobody_waits_for_the_note_of_it(run: Run, fake: FakeAnswersApi):
    # The stand-in knows no such call and answers 404.
    said = run(ActionCloseTurn(), Typed("chào", "greet", is_told=False))
    assert said.texts == [NOTICE]


def test_its_button_is_none_that_a_number_means():
    answer = {"title": "Lệ phí", "payload": "/choose{}"}
    events = (
        {"event": "bot", "text": "Dạ", "data": {"buttons": [answer]}, "metadata": {}},
        {
            "event": "bot",
            "text": NOTICE,
            "data": {"buttons": [{"title": "x", "payload": "/view_my_data"}]},
            "metadata": {BESIDE: True},
        },
    )
    assert last_buttons(events) == [answer]


def test_zalo_gets_it_in_words_only(run: Run):
    zalo = run(ActionCloseTurn(), Typed("chào", "greet", channel="zalo", is_told=False))
    telegram = run(ActionCloseTurn(), Typed("chào", "greet", channel="telegram", is_told=False))
    assert zalo.buttons == []
    assert [button["payload"] for button in telegram.buttons] == ["/view_my_data"]
    assert "dữ liệu của tôi" in NOTICE


def test_a_sentence_that_is_not_there_is_named():
    with pytest.raises(WordsMissing, match=r"view\.nowhere"):
        words("view", "nowhere")
