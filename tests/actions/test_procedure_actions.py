import pytest

from actions.procedures import ActionAnswerProcedure, ActionDefaultFallback
from actions.turn import LONGEST_TEXT
from tests.actions.conftest import Typed


def test_an_answer_has_its_source_buttons_and_status(run, fake):
    said = run(ActionAnswerProcedure(), Typed("vo toi moi sinh lam giay khai sinh can gi"))
    assert said.texts[-1].split("\n\n")[-1].startswith("Mã 1.001193 · ")
    assert {"title": "Lệ phí", "payload": '/choose{"code":"1.001193","section":"fee"}'} in (
        said.buttons
    )
    assert said.status == {
        "type": "status",
        "status": "answered",
        "code": "1.001193",
        "section": "documents",
    }
    assert said.slots == {"procedure_code": "1.001193", "section": "documents"}


def test_a_follow_up_tells_the_procedure_in_hand(run, fake):
    run(
        ActionAnswerProcedure(),
        Typed("còn lệ phí thì sao", "ask_section", slots={"procedure_code": "1.004194"}),
    )
    (asked,) = fake.asked("procedure")
    assert asked["code_in_hand"] == "1.004194"
    assert asked["code"] is None
    assert asked["received_at"] == 1700000000.5


def test_the_channels_own_time_wins(run, fake):
    run(ActionAnswerProcedure(), Typed("khai sinh", metadata={"received_at": 1600000000}))
    assert fake.asked("procedure")[0]["received_at"] == 1600000000.0


def test_a_code_in_the_text_is_taken(run, fake):
    run(ActionAnswerProcedure(), Typed("1.004194 lệ phí", entities={"code": "1.004194"}))
    assert fake.asked("procedure")[0]["code"] == "1.004194"


def test_a_declined_question_leaves_the_procedure_in_hand(run, fake):
    said = run(ActionAnswerProcedure(), Typed("zzz", slots={"procedure_code": "1.004194"}))
    assert said.status["status"] == "declined_unsure"
    assert said.events == []


@pytest.mark.parametrize("text", ["😀", "?", "...", ""])
def test_a_message_without_words_gets_a_kind_answer(run, fake, text):
    said = run(ActionAnswerProcedure(), Typed(text))
    assert said.status["status"] == "empty"
    assert said.buttons
    assert fake.asked("procedure") == []
    assert fake.asked("record")[0]["status"] == "empty"


def test_a_long_story_is_cut_and_that_is_said(run, fake):
    said = run(ActionAnswerProcedure(), Typed("khai sinh " * 500))
    assert len(fake.asked("procedure")[0]["text"]) == LONGEST_TEXT
    assert "phần đầu" in said.texts[0]
    assert said.status["status"] == "answered"


@pytest.mark.parametrize(
    ("http_status", "status"),
    [
        (401, "error_backend"),
        (404, "error_backend"),
        (413, "too_long"),
        (429, "limited"),
        (503, "error_backend"),
    ],
)
def test_every_failure_is_said_and_has_a_status(run, fake, http_status, status):
    fake.fail_with = http_status
    said = run(ActionAnswerProcedure(), Typed("khai sinh"))
    assert said.status["status"] == status
    assert len(said.texts) == 1
    assert said.buttons
    assert said.events == []


def test_a_dead_api_names_the_hotline(run, fake):
    fake.delay_s = 5.0
    said = run(ActionAnswerProcedure(), Typed("khai sinh"))
    assert said.status["status"] == "error_backend"
    assert "1022" in said.texts[0]


def test_a_fault_of_ours_is_admitted_instead_of_silence(run, fake, caplog):
    class Broken(ActionAnswerProcedure):
        async def answer(self, turn, dispatcher):
            dispatcher.utter_message(text="half an answer")
            raise RuntimeError("broken")

    said = run(Broken(), Typed("khai sinh"))
    assert said.status["status"] == "error_backend"
    assert "half an answer" not in said.texts
    assert "khai sinh" not in caplog.text


def test_the_fallback_answers_and_takes_the_turn_back(run, fake):
    said = run(ActionDefaultFallback(), Typed("khai sinh", intent=""))
    assert said.status["status"] == "answered"
    assert [event["event"] for event in said.events] == ["rewind"]


def test_a_message_of_nothing_but_a_hidden_number_is_told_so(run):
    said = run(
        ActionAnswerProcedure(),
        Typed("[•••]", metadata={"vault": [{"kind": "phone", "reference": "5f"}]}),
    )
    assert "đã che số" in said.texts[0]
    assert said.status["status"] == "empty"
