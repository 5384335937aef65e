"""A person is asked for: what the API is told, what is said, and when a person is offered."""

from typing import Any

import pytest

from actions.conversation import turns_before
from actions.handover import ActionHandover, ActionResume
from actions.procedures import ActionAnswerProcedure
from actions.turn import Turn
from tests.actions.conftest import Typed

BUTTON = {"title": "Lệ phí", "payload": '/choose{"code":"1.001193"}'}


def user(text: str, **more: Any) -> dict[str, Any]:
    return {"event": "user", "text": text, **more}


def bot(text: str | None = None, **data: Any) -> dict[str, Any]:
    return {"event": "bot", "text": text, "data": data}


def status(value: str, code: str | None = None) -> dict[str, Any]:
    return bot(custom={"type": "status", "status": value, "code": code})


@pytest.fixture
def history(monkeypatch: pytest.MonkeyPatch):
    """Put events before the turn that an action sees."""

    def put(*events: dict[str, Any]) -> None:
        stock = Turn.of

        def of(tracker: Any) -> Turn:
            import dataclasses

            turn = stock(tracker)
            return dataclasses.replace(turn, events=(*events, *turn.events[2:]))

        monkeypatch.setattr(Turn, "of", of)

    return put


def test_the_api_is_told_what_the_officer_needs(run, fake, history):
    history(
        user("lam khai sinh can gi"),
        bot("Dạ, giấy tờ cần có", buttons=[BUTTON]),
        status("answered", "1.001193"),
        user(BUTTON["payload"]),
        bot("Dạ, miễn phí"),
        status("answered", "1.001193"),
    )
    metadata = {
        "vault": [{"kind": "phone", "reference": "r0"}, {"kind": "phone", "reference": "r1"}]
    }
    said = run(
        ActionHandover(),
        Typed("gặp cán bộ, số em [•••]", "talk_to_human", slots={"procedure_code": "1.001193"},
              metadata=metadata, channel="zalo"),
    )  # fmt: skip
    (asked,) = fake.asked("handovers")
    assert (asked["reason"], asked["channel"], asked["code_in_hand"]) == (
        "asked",
        "zalo",
        "1.001193",
    )
    assert asked["references"] == ["r1"]
    assert [(item["asked"], item["answered"]) for item in asked["turns"]] == [
        ("lam khai sinh can gi", "Dạ, giấy tờ cần có"),
        ("Lệ phí", "Dạ, miễn phí"),
    ]
    assert said.slots["handover"] == "HT-2026-000007"
    assert [item["payload"] for item in said.buttons] == ["/resume_assistant"]
    assert said.status["status"] == "referred"


def test_of_a_long_text_that_is_cut_each_mark_keeps_its_own_number(run, fake):
    kept = [{"kind": "phone", "reference": name} for name in ("beside", "first", "second")]
    text = f"số [•••] {'rất dài ' * 300} rồi [•••]"
    run(ActionHandover(), Typed(text, "talk_to_human", metadata={"vault": kept}))
    (asked,) = fake.asked("handovers")
    assert asked["references"] == ["first"]


def test_a_sensitive_matter_is_heard_not_claimed(run, fake):
    run(ActionHandover(), Typed("…", "sensitive_matter", entities={"matter": "corruption"}))
    claimed = {"matter": "corruption", "reason": "sensitive"}
    run(ActionHandover(), Typed("/talk_to_human", "talk_to_human", entities=claimed))
    first, second = fake.asked("handovers")
    assert (first["reason"], first["matter"]) == ("sensitive", "corruption")
    assert (second["reason"], second["matter"]) == ("asked", None)


def test_without_the_api_1022_is_named_and_nothing_is_pretended(run, fake):
    fake.fail_with = 503
    said = run(ActionHandover(), Typed("gặp cán bộ", "talk_to_human"))
    assert "1022" in said.texts[0]
    assert said.status["status"] == "error_backend"
    assert said.slots == {}


def test_an_angry_person_is_answered_and_offered_a_person(run):
    said = run(
        ActionAnswerProcedure(), Typed("khai sinh lệ phí, bực quá", entities={"mood": "angry"})
    )
    assert "lệ phí" in said.texts[0]
    assert "cán bộ" in said.texts[-1]
    assert said.buttons[-1]["payload"] == '/talk_to_human{"reason":"angry"}'
    assert said.status["status"] == "answered"


LOST = (user("zzz một"), bot("Dạ?"), status("declined_unsure"))


def test_three_misunderstandings_in_a_row_offer_a_person_once(run, history):
    history(*LOST, *LOST)
    said = run(ActionAnswerProcedure(), Typed("zzz nữa"))
    offered = said.buttons[-1]
    assert offered["payload"] == '/talk_to_human{"reason":"misunderstood"}'
    assert said.texts[-1].count("\n\n") == 1
    history(*LOST, *LOST, *LOST[:1], bot("Dạ?", buttons=[offered]), LOST[2])
    again = run(ActionAnswerProcedure(), Typed("zzz nữa"))
    assert offered not in again.buttons


@pytest.mark.parametrize(
    "before",
    [
        LOST,
        (*LOST, user("khai sinh"), bot("Dạ"), status("answered")),
        (*LOST, user("/find_procedure"), bot("Dạ"), status("clarified")),
        (user("a"), bot("Dạ"), status("asked"), user("b"), bot("Dạ"), status("asked")),
    ],
)
def test_two_are_not_three_and_a_button_is_no_misunderstanding(run, history, before):
    history(*before)
    assert run(ActionAnswerProcedure(), Typed("zzz nữa")).buttons == []


def test_the_assistant_says_that_it_is_back(run):
    said = run(ActionResume(), Typed("/resume_assistant", "resume_assistant"))
    assert "trợ lý" in said.texts[0]


def test_turns_before_of_an_empty_conversation():
    assert turns_before(()) == []
