import pytest

from actions.centre import QUESTION_OF_INTENT, ActionAnswerCentre
from actions.departments import (
    ActionAfterDepartment,
    ActionAskDepartment,
    ValidateDepartmentForm,
)
from tests.actions.conftest import Typed

ASKED = {"requested_slot": "department"}


@pytest.mark.parametrize(("intent", "question"), sorted(QUESTION_OF_INTENT.items()))
def test_each_intent_asks_its_question(run, fake, intent, question):
    said = run(ActionAnswerCentre(), Typed("…a", intent))
    assert fake.asked("centre")[0]["question"] == question
    assert said.slots["question"] == question


def test_a_button_asks_what_it_says(run, fake):
    entities = {"question": "department", "department": "so-y-te"}
    run(ActionAnswerCentre(), Typed("/ask_centre{...}", "ask_centre", entities=entities))
    asked = fake.asked("centre")[0]
    assert (asked["question"], asked["department"], asked["text"]) == ("department", "so-y-te", "")


def test_the_form_asks_with_the_apis_choices(run, fake):
    said = run(ActionAskDepartment(), Typed("lên tầng mấy", "centre_department"))
    assert said.status["status"] == "clarified"
    assert said.buttons[0]["payload"] == (
        '/ask_centre{"question":"department","department":"Sở Xây dựng"}'
    )


def test_the_form_takes_the_official_name(run, fake):
    said = run(
        ValidateDepartmentForm(),
        Typed(
            "dạ stp ạ",
            "nlu_fallback",
            entities={"department": "Sở Tư pháp"},
            slots={**ASKED, "department": "dạ stp ạ"},
        ),
    )
    assert said.slots["department"] == "Sở Tư pháp"


def test_the_form_leaves_unknown_words_to_the_api(run, fake):
    said = run(
        ValidateDepartmentForm(),
        Typed("bên thuế", "nlu_fallback", slots={**ASKED, "department": "bên thuế"}),
    )
    assert said.slots["department"] == "bên thuế"


def test_the_form_asks_again_for_an_emoji(run, fake):
    said = run(
        ValidateDepartmentForm(), Typed("😀", "nlu_fallback", slots={**ASKED, "department": "😀"})
    )
    assert said.slots == {"department": None}


@pytest.mark.parametrize("intent", ["ask_procedure", "centre_hours", "goodbye", "talk_to_human"])
def test_the_way_out_of_the_form(run, fake, intent):
    said = run(
        ValidateDepartmentForm(),
        Typed("thôi cho hỏi cái khác", intent, slots={**ASKED, "department": "thôi"}),
    )
    assert said.slots == {"department": None, "requested_slot": None}


def test_a_pressed_button_inside_the_form_is_an_answer(run, fake):
    said = run(
        ValidateDepartmentForm(),
        Typed(
            "/ask_centre{...}",
            "ask_centre",
            entities={"question": "department", "department": "so-y-te"},
            slots={**ASKED, "department": "/ask_centre{...}"},
        ),
    )
    assert said.slots["department"] == "so-y-te"


def test_after_the_form_the_floor_is_told_and_the_slot_is_free(run, fake):
    said = run(
        ActionAfterDepartment(),
        Typed("sở y tế", "centre_department", slots={"department": "Sở Y tế"}),
    )
    assert fake.asked("centre")[0]["department"] == "Sở Y tế"
    assert said.slots["department"] is None


@pytest.mark.parametrize(
    ("intent", "path"), [("ask_procedure", "procedure"), ("centre_hours", "centre")]
)
def test_after_the_way_out_the_new_question_is_answered(run, fake, intent, path):
    run(ActionAfterDepartment(), Typed("mấy giờ mở cửa", intent))
    assert len(fake.asked(path)) == 1


def test_after_the_way_out_small_talk_is_answered(run, fake):
    said = run(ActionAfterDepartment(), Typed("cảm ơn", "thanks"))
    assert said.messages[0]["response"] == "utter_thanks"
    assert said.status["status"] == "smalltalk"
