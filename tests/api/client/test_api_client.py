"""The client against a stand-in of the API, over httpx's transport."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import httpx
import pytest

from api.client import (
    Answer,
    ApiError,
    ApiRateLimited,
    ApiRejected,
    ApiTextTooLong,
    ApiUnauthorised,
    ApiUnavailable,
    CentreQuestion,
    Choice,
    ClientSettings,
    MotcuaApi,
    ProcedureQuestion,
    TurnRecord,
)
from tests.fakes.answers_api import TOKEN, FakeAnswersApi

QUESTION = ProcedureQuestion(person="web:1", channel="rest", text="làm khai sinh", received_at=1.5)
Ask = Callable[[MotcuaApi], Awaitable[object]]


def call(fake: FakeAnswersApi, ask: Ask, token: str = TOKEN, timeout: float = 2.0) -> object:
    return through(httpx.ASGITransport(app=fake), ask, token, timeout)


def through(
    transport: httpx.AsyncBaseTransport, ask: Ask, token: str = TOKEN, timeout: float = 2.0
) -> object:
    async def run() -> object:
        api = MotcuaApi("http://api", token, timeout, transport)
        try:
            return await ask(api)
        finally:
            await api.close()

    return asyncio.run(run())


@pytest.fixture
def fake() -> FakeAnswersApi:
    return FakeAnswersApi()


def test_a_procedure_question_travels_whole_and_its_answer_is_typed(fake: FakeAnswersApi):
    answer = call(fake, lambda api: api.answer_procedure(QUESTION))
    assert fake.calls == [
        (
            "procedure",
            {
                "person": "web:1",
                "channel": "rest",
                "text": "làm khai sinh",
                "code": None,
                "section": None,
                "code_in_hand": None,
                "received_at": 1.5,
            },
        )
    ]
    assert isinstance(answer, Answer)
    assert (answer.status, answer.code, answer.section) == ("answered", "1.001193", "documents")
    assert Choice("Lệ phí", code="1.001193", section="fee") in answer.choices
    assert answer.source is not None
    assert answer.source.startswith("Mã 1.001193")


def test_a_centre_question(fake: FakeAnswersApi):
    question = CentreQuestion("web:1", "rest", "", question="department", department="Sở Y tế")
    answer = call(fake, lambda api: api.answer_centre(question))
    assert fake.asked("centre")[0]["department"] == "Sở Y tế"
    assert isinstance(answer, Answer)
    assert answer.choices == ()


def test_a_record_is_answered_with_nothing(fake: FakeAnswersApi):
    turn = TurnRecord("web:1", "rest", status="smalltalk", intent="greet")
    assert call(fake, lambda api: api.record(turn)) is None
    assert fake.asked("record")[0]["intent"] == "greet"


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [
        (404, ApiRejected, "procedure.not_found"),
        (413, ApiTextTooLong, "input.too_long"),
        (422, ApiRejected, "input.invalid"),
        (429, ApiRateLimited, "limit.reached"),
        (503, ApiUnavailable, "index.unavailable"),
    ],
)
def test_errors_are_typed_by_their_code(
    fake: FakeAnswersApi, status: int, kind: type[ApiError], code: str
):
    fake.fail_with = status
    with pytest.raises(kind) as caught:
        call(fake, lambda api: api.answer_procedure(QUESTION))
    assert (caught.value.code, caught.value.http_status) == (code, status)
    assert caught.value.message_vi


def test_a_wrong_token_is_our_fault(fake: FakeAnswersApi):
    with pytest.raises(ApiUnauthorised):
        call(fake, lambda api: api.answer_procedure(QUESTION), token="wrong")


def test_the_wait_of_a_limit_is_kept(fake: FakeAnswersApi):
    fake.fail_with = 429
    with pytest.raises(ApiRateLimited) as caught:
        call(fake, lambda api: api.answer_procedure(QUESTION))
    assert caught.value.retry_after == 7.0


def test_a_slow_api_is_given_up(fake: FakeAnswersApi):
    fake.delay_s = 1.0
    with pytest.raises(ApiUnavailable, match="timeout"):
        call(fake, lambda api: api.answer_procedure(QUESTION), timeout=0.05)


def test_no_api_at_all():
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    with pytest.raises(ApiUnavailable, match="unreachable"):
        through(httpx.MockTransport(refuse), lambda api: api.answer_procedure(QUESTION))


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b"[]",
        b"{}",
        json.dumps({"status": "answered", "messages": "one"}).encode(),
        json.dumps({"status": "answered", "messages": [1]}).encode(),
        json.dumps({"status": "answered", "messages": [], "code": 7}).encode(),
        json.dumps({"status": "answered", "messages": [], "choices": ["x"]}).encode(),
        json.dumps({"status": "answered", "messages": [], "choices": [{}]}).encode(),
    ],
)
def test_anything_else_than_an_answer_is_no_answer(body: bytes):
    transport = httpx.MockTransport(lambda request: httpx.Response(200, content=body))
    with pytest.raises(ApiUnavailable, match="bad_answer"):
        through(transport, lambda api: api.answer_procedure(QUESTION))


@pytest.mark.parametrize(
    ("status", "headers", "kind"),
    [
        (401, {}, ApiUnauthorised),
        (413, {}, ApiTextTooLong),
        (429, {"Retry-After": "soon"}, ApiRateLimited),
        (400, {}, ApiRejected),
        (502, {}, ApiUnavailable),
    ],
)
def test_an_error_without_json_is_typed_by_its_status(
    status: int, headers: dict[str, str], kind: type[ApiError]
):
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(status, headers=headers, text="proxy")

    with pytest.raises(kind) as caught:
        through(httpx.MockTransport(answer), lambda api: api.answer_procedure(QUESTION))
    assert caught.value.message_vi is None


def test_settings_come_from_the_environment():
    settings = ClientSettings.from_environment(
        {
            "MOTCUA_API_URL": "http://api:1",
            "MOTCUA_SERVICE_TOKEN": "secret",
            "MOTCUA_API_TIMEOUT_S": "2.5",
        }
    )
    assert settings == ClientSettings("http://api:1", "secret", 2.5)
    assert "secret" not in repr(settings)


def test_settings_have_defaults():
    assert ClientSettings.from_environment({}) == ClientSettings("http://127.0.0.1:8000", "", 5.0)


@pytest.mark.parametrize("value", ["0", "-1", "soon"])
def test_a_senseless_timeout_is_refused(value: str):
    with pytest.raises(ValueError, match=r"positive|float"):
        ClientSettings.from_environment({"MOTCUA_API_TIMEOUT_S": value})
