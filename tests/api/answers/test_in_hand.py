"""What stays with the procedure in hand, what leaves it, what refines it: by the real API."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.answers.in_hand import FollowUpReader
from api.app import create_app
from api.settings import Settings
from knowledge_base.errors import SetupFailed

MARRIAGE, MARRIAGE_ABROAD, CAR = "1.000894", "2.000806", "1.013082"
Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def ask(small_knowledge) -> Iterator[Ask]:
    settings = Settings(
        state_dir=small_knowledge.state, service_token="t", rasa_port=1, actions_port=2,
        log_level="error",
    )  # fmt: skip
    with TestClient(create_app(settings), headers={"Authorization": "Bearer t"}) as client:

        def post(text: str, kind: str = "procedure", **more: str) -> dict[str, Any]:
            turn = {"person": "p", "text": text, **more}
            reply = client.post(f"/api/v1/answers/{kind}", json=turn)
            assert reply.status_code == 200
            return dict(reply.json())

        yield post


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("nếu gửi qua mạng thì sao", "online"),
        ("thôi, quay lại, tốn bao nhiêu tiền", "fee"),
        ("noppj o dau vay", "where"),
        ("mà vợ đi nộp thay được không", "who"),
        ("kết hôn đó mấy bữa có", "time"),
    ],
)
def test_a_stray_word_a_slip_or_the_own_name_keep_the_procedure(ask: Ask, text, section):
    answer = ask(text, code_in_hand=MARRIAGE)
    assert (answer["code"], answer["section"]) == (MARRIAGE, section)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("còn lệ phí khai sinh thì sao", "1.001193"),
        ("cà vẹt xe bị mất thì bao lâu có", CAR),
        ("xăng bao nhiêu tiền", None),
        ("cá lóc nhiêu một ký", None),
    ],
)
def test_another_topic_leaves_the_procedure(ask: Ask, text, code):
    assert ask(text, code_in_hand=MARRIAGE)["code"] == code


@pytest.mark.parametrize(
    "text", ["nhưng bên kia là người nước ngoài", "còn nếu chồng quốc tịch nước ngoài"]
)
def test_a_special_case_refines_the_procedure_in_hand(ask: Ask, text):
    assert ask(text, code_in_hand=MARRIAGE)["code"] == MARRIAGE_ABROAD
    assert ask(text, code_in_hand=CAR)["code"] != CAR


@pytest.mark.parametrize(
    ("text", "question", "section"),
    [
        ("ở đâu vậy em", "address", "where"),
        ("cần đem gì theo", "bring", "documents"),
        ("mấy bữa xong", "steps", "time"),
    ],
)
def test_words_asked_of_the_centre_too_mean_the_procedure_in_hand(
    ask: Ask, text, question, section
):
    of_centre = ask(text, "centre", question=question)
    assert of_centre["code"] is None
    answer = ask(text, "centre", question=question, code_in_hand=MARRIAGE)
    assert (answer["code"], answer["section"]) == (MARRIAGE, section)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("trung tâm ở đâu", "address"),
        ("lấy số ở đâu", "steps"),
        ("gửi xe ở đâu", "address"),
        ("mấy giờ mở cửa", "hours"),
    ],
)
def test_a_visit_is_asked_of_the_centre(ask: Ask, text, question):
    answer = ask(text, "centre", question=question, code_in_hand=MARRIAGE)
    assert answer["code"] is None


def test_an_answer_names_the_special_cases_of_its_procedure(ask: Ask):
    answer = ask("đăng ký kết hôn cần giấy tờ gì")
    assert "Thủ tục này còn có: *có yếu tố nước ngoài*." in answer["messages"][-1]
    button = answer["choices"][-1]
    assert (button["title"], button["code"]) == ("Có yếu tố nước ngoài", MARRIAGE_ABROAD)
    assert button["section"] == "documents"
    assert len(answer["choices"]) <= 4
    assert "Thủ tục này còn có" not in ask("lệ phí", code_in_hand=MARRIAGE)["messages"][-1]


def test_lists_that_are_missing_are_a_clear_error(tmp_path: Path):
    with pytest.raises(SetupFailed, match=r"follow_up\.yml"):
        FollowUpReader.load(tmp_path)
