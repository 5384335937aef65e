import pytest

from actions.buttons import last_buttons
from actions.choices import ActionChoose, ordinal
from tests.actions.conftest import Typed

BUTTONS = [
    {"title": "Lệ phí", "payload": '/choose{"code":"1.001193","section":"fee"}'},
    {"title": "Giờ làm việc", "payload": '/ask_centre{"question":"hours"}'},
    {"title": "Gặp nhân viên", "payload": "/talk_to_human"},
    {"title": "khai sinh cho bé", "payload": "khai sinh cho bé"},
]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("2", 2),
        ("số 3 nha", 3),
        ("cái đầu tiên", 1),
        ("cai thu hai", 2),
        ("cái cuối cùng", -1),
        ("cái đó", None),
        ("1.001193 lệ phí", None),
        ("12/2025", None),
        ("tôi có hai đứa con muốn làm giấy khai sinh", None),
    ],
)
def test_ordinals(words: str, number: int | None):
    assert ordinal(words) == number


def test_a_tapped_button_brings_its_own_code(run, fake):
    said = run(
        ActionChoose(),
        Typed(
            '/choose{"code":"1.004194","section":"fee"}',
            "choose",
            entities={"code": "1.004194", "section": "fee"},
            slots={"procedure_code": "1.001193"},
        ),
    )
    (asked,) = fake.asked("procedure")
    assert (asked["code"], asked["section"], asked["text"]) == ("1.004194", "fee", "")
    assert said.slots["procedure_code"] == "1.004194"


def test_a_button_with_a_section_alone_means_the_procedure_in_hand(run, fake):
    run(
        ActionChoose(),
        Typed(
            '/choose{"section":"fee"}',
            "choose",
            entities={"section": "fee"},
            slots={"procedure_code": "1.001193"},
        ),
    )
    assert fake.asked("procedure")[0]["code"] == "1.001193"


@pytest.mark.parametrize("entities", [{}, {"section": "fee"}])
def test_a_button_that_names_nothing_asks_back(run, fake, entities):
    said = run(ActionChoose(), Typed("/choose", "choose", entities=entities))
    assert said.status["status"] == "clarified"
    assert fake.asked("procedure") == []


def test_a_typed_number_is_the_button(run, fake):
    run(ActionChoose(), Typed("số 1", "choose", buttons=BUTTONS))
    asked = fake.asked("procedure")[0]
    assert (asked["code"], asked["section"]) == ("1.001193", "fee")


def test_a_typed_number_of_a_centre_button(run, fake):
    run(ActionChoose(), Typed("2", "choose", buttons=BUTTONS))
    assert fake.asked("centre")[0]["question"] == "hours"


def test_a_typed_number_of_a_plain_intent(run, fake):
    said = run(ActionChoose(), Typed("3", "choose", buttons=BUTTONS))
    assert "HT-2026-000007" in said.texts[0]
    assert said.status["status"] == "referred"


def test_the_last_one_says_its_title(run, fake):
    run(ActionChoose(), Typed("cái cuối", "choose", buttons=BUTTONS))
    assert fake.asked("procedure")[0]["text"] == "khai sinh cho bé"


def test_a_number_beyond_the_buttons_shows_them_again(run, fake):
    said = run(ActionChoose(), Typed("9", "choose", buttons=BUTTONS))
    assert said.buttons == BUTTONS
    assert said.status["status"] == "clarified"


def test_without_buttons_the_words_are_searched(run, fake):
    run(ActionChoose(), Typed("cái đầu tiên", "choose"))
    assert fake.asked("procedure")[0]["text"] == "cái đầu tiên"


def test_a_number_that_names_an_address_shows_it_to_press(run, fake):
    buttons = [
        {"title": "Lệ phí", "payload": '/choose{"code":"1.001193","section":"fee"}'},
        {"title": "Cổng Dịch vụ công", "url": "https://dichvucong.gov.vn"},
    ]
    said = run(ActionChoose(), Typed("số 2", intent="choose", buttons=buttons))
    assert said.buttons == [buttons[1]]
    assert "bấm" in said.texts[0]
    assert said.status["status"] == "clarified"
    assert not any("procedures" in path for path, _ in fake.calls)


def test_a_number_may_mean_the_button_of_a_card():
    fee = {"title": "Lệ phí", "payload": '/choose{"code":"1.001193","section":"fee"}'}
    card = {"type": "card", "title": "Khai sinh", "buttons": [fee]}
    old = {"event": "bot", "data": {"buttons": [{"title": "cũ", "payload": "/help"}]}}
    status = {"event": "bot", "data": {"custom": {"type": "status"}, "elements": None}}
    for data in ({"custom": card}, {"elements": [{"title": "x"}, {**card}]}):
        assert last_buttons((old, {"event": "bot", "data": data}, status)) == [fee]
