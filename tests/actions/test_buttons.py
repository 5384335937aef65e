"""Titles of buttons, typed instead of tapped; and what is passed on as typed."""

import pytest

from actions.centre import ActionAnswerCentre
from actions.procedures import ActionAnswerProcedure
from tests.actions.conftest import Typed

BUTTONS = [
    {"title": "Bao lâu có", "payload": '/choose{"code":"1.004193","section":"time"}'},
    {"title": "Cấp lại sổ bị mất", "payload": '/choose{"code":"1.004194"}'},
    {"title": "Địa chỉ", "payload": '/ask_centre{"question":"address"}'},
]


@pytest.mark.parametrize(
    ("text", "code", "section"),
    [
        ("bao lâu có", "1.004193", "time"),
        ("Bao lau co?", "1.004193", "time"),
        ("em chọn cấp lại sổ bị mất", "1.004194", None),
        ("bấm vào nút Bao lâu có", "1.004193", "time"),
    ],
)
def test_a_typed_title_is_a_tap(run, fake, text, code, section):
    run(ActionAnswerProcedure(), Typed(text, buttons=BUTTONS))
    asked = fake.asked("procedure")[0]
    assert (asked["code"], asked["section"], asked["text"]) == (code, section, "")


@pytest.mark.parametrize("text", ["bao lâu có sổ", "Địa chỉ", "chọn"])
def test_other_words_are_asked_as_typed(run, fake, text):
    run(ActionAnswerProcedure(), Typed(text, buttons=BUTTONS))
    asked = fake.asked("procedure")[0]
    assert (asked["code"], asked["text"]) == (None, text)


def test_a_question_to_the_centre_carries_the_procedure_in_hand(run, fake):
    slots = {"procedure_code": "1.001193"}
    run(ActionAnswerCentre(), Typed("ở đâu vậy", "centre_address", slots=slots))
    assert fake.asked("centre")[0]["code_in_hand"] == "1.001193"


def test_the_words_as_typed_are_searched_not_as_rasa_repaired_them(run, fake):
    class Repaired(Typed):
        def tracker(self):
            tracker = super().tracker()
            tracker.latest_message["text"] = "má nộp ở đâu"
            return tracker

    run(ActionAnswerProcedure(), Repaired("ma nop o dau"))
    assert fake.asked("procedure")[0]["text"] == "ma nop o dau"
