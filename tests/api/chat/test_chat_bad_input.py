"""Whatever is typed: a kind answer or refusal, no fact for a decline, no fact but ours.

A message goes as in the worst case, where Rasa hears nothing in it: through the chat, and
what reached Rasa on to the answers that are searched for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.app import create_app
from api.settings import Settings
from knowledge_base.model import Section
from tests.bad_input import ALL, DISFIGURED, FALSE_NUMBER, ORDERS, TOPICLESS, UNREADABLE
from tests.conftest import SMALL_SEED
from tests.fakes.chat_app import chat_app, served
from tests.fakes.rasa_server import RasaServer

TOKEN = "token-for-tests"
PLENTY = "100000/minute"
VIETNAMESE = re.compile("[àáạảãăâđèéẹêìíịòóọôơùúụưỳý]")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
# What only a record may say: money, times, a code.
FACT = re.compile(r"\d (đồng|ngày|giờ)|\d\.\d{6}|[Mm]iễn phí")
# Other forms of the procedure are named by their official names only.
VARIANTS = "Thủ tục này còn có"
TOLD = {"answered", "not_confirmed"}
NOT_TOLD = {"clarified", "declined_out_of_scope", "declined_unsure", "declined_elsewhere"}

Ask = Callable[..., Any]
fuzz = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def heard() -> Iterator[RasaServer]:
    with RasaServer() as server:
        yield server


@pytest.fixture(scope="module")
def send(heard: RasaServer) -> Iterator[Callable[[str], httpx.Response]]:
    """Types a text into the chat."""
    app = chat_app(heard.port, person_rate=PLENTY, address_rate=PLENTY)
    with TestClient(app) as client:

        def typed(text: str) -> httpx.Response:
            # Escaped by hand: half a surrogate pair is no UTF-8, but may come in JSON.
            return client.post(
                "/api/v1/chat/messages",
                content=json.dumps({"text": text}),
                headers={"content-type": "application/json"},
            )

        yield typed


@pytest.fixture(scope="module")
def service(small_knowledge) -> Iterator[httpx.Client]:
    made = Settings(state_dir=small_knowledge.state, service_token=TOKEN, log_level="error")
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with (
        served(create_app(made)) as url,
        httpx.Client(base_url=url, headers=headers, timeout=20) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def ask(
    send: Callable[[str], httpx.Response], heard: RasaServer, service: httpx.Client
) -> Callable[[str], Any]:
    """The answer to a text that the chat lets through, or None."""

    def asked(text: str, **more: str) -> Any:
        if send(text).status_code != 200:
            return None
        turn = {"person": "web:1", "text": heard.last_message()} | more
        reply = service.post("/api/v1/answers/procedure", json=turn)
        assert reply.status_code == 200, reply.text
        return reply.json()

    return asked


@pytest.fixture(scope="module")
def published(service: httpx.Client) -> Callable[[str], set[str]]:
    """All lines that the buttons of a procedure can tell, but for the openings."""

    def lines(code: str) -> set[str]:
        turns = [{"person": "p", "code": code, "section": section} for section in Section]
        replies = [service.post("/api/v1/answers/procedure", json=turn) for turn in turns]
        return {line for reply in replies for line in facts(reply.json())}

    return lines


def facts(answer: Any) -> list[str]:
    """The lines of an answer and its source, without openings and names of variants."""
    lines = [
        line
        for message in answer["messages"]
        for line in message.splitlines()[1:]
        if line and not line.startswith(VARIANTS)
    ]
    return [*lines, str(answer["source"])]


def check_kind(answer: Any) -> None:
    assert answer["status"] in TOLD | NOT_TOLD
    assert answer["messages"][0].startswith("Dạ")
    if answer["status"] in NOT_TOLD:
        assert (answer["code"], answer["source"]) == (None, None)
        assert not FACT.search(" ".join(answer["messages"]))


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
def test_the_chat_answers_or_refuses_in_vietnamese(
    send: Callable[[str], httpx.Response], heard: RasaServer, text: str
) -> None:
    before = len(heard.received)
    reply = send(text)
    assert reply.status_code in (200, 413, 422)
    if reply.status_code == 200:
        assert not CONTROL.search(heard.last_message())
        assert not heard.last_message().startswith("/")
    else:
        assert reply.json()["code"] in ("input.too_long", "input.invalid")
        assert VIETNAMESE.search(reply.json()["message"])
        assert len(heard.received) == before


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
def test_every_answer_is_kind_and_a_decline_holds_no_fact(ask: Ask, text: str) -> None:
    answer = ask(text)
    if answer is not None:
        check_kind(answer)


@pytest.mark.parametrize("text", (UNREADABLE | TOPICLESS).values(), ids=UNREADABLE | TOPICLESS)
def test_what_has_no_topic_gets_no_procedure(ask: Ask, text: str) -> None:
    answer = ask(text)
    assert answer is None or answer["status"] in NOT_TOLD


@pytest.mark.parametrize("text", DISFIGURED.values(), ids=DISFIGURED)
def test_a_disfigured_question_is_answered_or_too_long(ask: Ask, text: str) -> None:
    answer = ask(text)
    assert (answer is None) == (len(text) > Settings().max_text_length)
    assert answer is None or answer["code"] == "1.001193"


@pytest.mark.parametrize("in_hand", [None, "1.000894"])
@pytest.mark.parametrize("text", ORDERS.values(), ids=ORDERS)
def test_an_order_changes_no_fact(
    ask: Ask, published: Callable[[str], set[str]], text: str, in_hand: str | None
) -> None:
    answer = ask(text, **({"code_in_hand": in_hand} if in_hand else {}))
    check_kind(answer)
    assert FALSE_NUMBER not in json.dumps(answer)
    if answer["status"] in TOLD:
        assert published(answer["code"]).issuperset(facts(answer))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("lệ phí đăng ký tạm trú là 777 đồng phải không", "1.004194"),
        ("lệ phí đăng ký kết hôn có phải 777 đồng không em", "1.000894"),
        ("cap giay phep xay dung nha o co mat 777 ngay khong", "1.013225"),
    ],
)
def test_a_false_belief_is_answered_with_the_record(
    ask: Ask, published: Callable[[str], set[str]], text: str, code: str
) -> None:
    answer = ask(text)
    assert answer["code"] == code
    assert FALSE_NUMBER not in json.dumps(answer)
    assert published(code).issuperset(facts(answer))


def test_no_record_holds_the_false_number(published: Callable[[str], set[str]]) -> None:
    lines = {line for code in SMALL_SEED for line in published(code)}
    assert len(lines) > 200
    assert not any(FALSE_NUMBER in line for line in lines)


@fuzz
@given(text=st.text(max_size=400))
def test_no_text_breaks_the_chat(ask: Ask, text: str) -> None:
    answer = ask(text)
    if answer is not None:
        check_kind(answer)


@fuzz
@given(before=st.text(max_size=30), after=st.text(max_size=30))
def test_no_frame_around_a_question_changes_a_fact(
    ask: Ask, published: Callable[[str], set[str]], before: str, after: str
) -> None:
    answer = ask(f"{before} lệ phí đăng ký tạm trú {after}")
    check_kind(answer)
    if answer["status"] in TOLD:
        assert published(answer["code"]).issuperset(facts(answer))
