"""The HTTP API on a small real knowledge base, over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from api.app import create_app
from api.settings import Settings
from tests.fakes.chat_app import served

TOKEN = "token-for-tests"


@pytest.fixture(scope="module")
def url(small_knowledge) -> Iterator[str]:
    app = create_app(
        Settings(
            state_dir=small_knowledge.state,
            service_token=TOKEN,
            rasa_port=1,
            actions_port=2,
            address_rate="60/minute",
            max_body_bytes=5000,
            log_level="error",
        )
    )
    with served(app) as address:
        yield address


@pytest.fixture
def service(url: str) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with httpx.Client(base_url=url, headers=headers, timeout=20) as client:
        yield client


def test_search_gives_a_decision_and_ranked_results(service: httpx.Client):
    reply = service.get("/api/v1/procedures/search", params={"q": "lam khai sinh", "limit": 3})
    assert reply.status_code == 200
    body = reply.json()
    assert body["decision"] == "answer"
    assert body["results"][0]["code"] == "1.001193"
    assert len(body["results"]) == 3
    assert set(body["results"][0]) >= {"code", "name", "score", "section"}


def test_a_whole_record_can_be_read(service: httpx.Client):
    record = service.get("/api/v1/procedures/1.001193").json()
    assert record["name"] == "Thủ tục đăng ký khai sinh"
    assert record["documents"]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/v1/procedures/9.999999", 404, "procedure.not_found"),
        ("/api/v1/procedures/search", 422, "input.invalid"),
        ("/api/v1/procedures/search?q=a&limit=0", 422, "input.invalid"),
        (f"/api/v1/procedures/search?q={'a' * 2001}", 413, "input.too_long"),
        ("/khong-co", 404, "not_found"),
    ],
)
def test_errors_have_one_shape(service: httpx.Client, path: str, status: int, code: str):
    reply = service.get(path)
    assert reply.status_code == status
    assert reply.json()["code"] == code
    assert reply.json()["message"].endswith(".")


def test_answers_are_for_our_own_processes(url: str):
    turn = {"person": "p", "text": "khai sinh"}
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN}):
        reply = httpx.post(f"{url}/api/v1/answers/procedure", json=turn, headers=headers)
        assert reply.status_code == 401


def test_a_follow_up_is_about_the_procedure_in_hand(service: httpx.Client):
    turn = {"person": "p", "text": "còn lệ phí thì sao", "code_in_hand": "1.000894"}
    answer = service.post("/api/v1/answers/procedure", json=turn).json()
    assert answer["code"] == "1.000894"
    assert answer["section"] == "fee"


def test_a_named_procedure_wins_over_the_one_in_hand(service: httpx.Client):
    turn = {"person": "p", "text": "lệ phí khai sinh", "code_in_hand": "1.000894"}
    assert service.post("/api/v1/answers/procedure", json=turn).json()["code"] == "1.001193"


def test_all_papers_are_one_press_away(service: httpx.Client):
    turn = {"person": "p", "text": "khai sinh cần giấy tờ gì"}
    short = service.post("/api/v1/answers/procedure", json=turn).json()
    more = short["choices"][0]
    assert more["section"] == "documents_all"
    press = {"person": "p", "code": more["code"], "section": more["section"]}
    everything = service.post("/api/v1/answers/procedure", json=press).json()
    assert len(everything["messages"][0]) > len(short["messages"][0])
    assert everything["source"] == short["source"]


def test_an_unknown_code_is_not_called_abolished(service: httpx.Client):
    turn = {"person": "p", "code": "9.999999", "section": "fee"}
    answer = service.post("/api/v1/answers/procedure", json=turn).json()
    assert answer["status"] == "declined_unsure"
    assert answer["code"] is None
    assert "không có thủ tục nào mang mã này" in answer["messages"][0]


@pytest.mark.parametrize(
    ("question", "status", "words"),
    [
        ("address", "answered", "43 Nguyễn Văn Bá"),
        ("hours", "not_confirmed", "chưa xác nhận"),
        ("department", "answered", "Tầng 2"),
        ("steps", "answered", "5 bước"),
        ("priority", "answered", "quầy ưu tiên"),
        ("bring", "answered", "mang theo"),
        ("hotline", "answered", "1022"),
        ("branches", "not_confirmed", "Bình Dương"),
        ("overview", "answered", "16 sở"),
    ],
)
def test_the_centre_answers(service: httpx.Client, question: str, status: str, words: str):
    turn = {"person": "p", "text": "", "question": question}
    answer = service.post("/api/v1/answers/centre", json=turn).json()
    assert answer["status"] == status
    assert words in answer["messages"][0]


def test_an_old_department_name_is_understood(service: httpx.Client):
    turn = {"person": "p", "question": "department", "text": "so tai nguyen moi truong tang may"}
    answer = service.post("/api/v1/answers/centre", json=turn).json()
    assert "Sở Nông nghiệp và Môi trường" in answer["messages"][0]
    assert "tầng 2" in answer["messages"][0]


def test_an_office_that_is_not_there_is_said_not_to_be(service: httpx.Client):
    turn = {"person": "p", "question": "department", "text": "sở ngoại vụ tầng mấy"}
    answer = service.post("/api/v1/answers/centre", json=turn).json()
    assert "không thấy đơn vị" in answer["messages"][0]
    general = turn | {"text": "các sở ở tầng nào"}
    answer = service.post("/api/v1/answers/centre", json=general).json()
    assert "không thấy" not in answer["messages"][0]


def test_health_names_every_part_that_is_not_ready(service: httpx.Client):
    reply = service.get("/health")
    assert reply.status_code == 503
    parts = reply.json()["parts"]
    assert {name for name, part in parts.items() if not part["ready"]} == {
        "actions",
        "rasa",
        "outbox",
    }


def test_a_body_over_the_limit_is_refused_announced_or_not(url: str):
    big = b'{"text": "' + b"a" * 6000 + b'"}'
    announced = httpx.post(f"{url}/api/v1/chat/messages", content=big)
    streamed = httpx.post(f"{url}/api/v1/chat/messages", content=iter([big]))
    assert announced.status_code == streamed.status_code == 413
    assert announced.json()["code"] == "input.too_long"


def test_rasa_down_is_said_honestly(url: str):
    reply = httpx.post(f"{url}/api/v1/chat/messages", json={"text": "xin chào"}, timeout=20)
    assert reply.status_code == 503
    assert reply.json()["code"] == "backend.unavailable"


def test_every_field_of_the_api_is_described(service: httpx.Client):
    schemas = service.get("/openapi.json").json()["components"]["schemas"]
    own = ("Answer", "Choice", "ProcedureTurn", "CentreTurn", "RecordTurn", "SearchResponse",
           "FoundProcedure", "Health", "PartHealth", "ErrorBody")  # fmt: skip
    missing = [
        f"{name}.{key}"
        for name in own
        for key, value in schemas[name]["properties"].items()
        if "description" not in value
    ]
    assert missing == []


def test_too_many_requests_are_told_when_to_come_back(url: str):
    statuses = []
    for _ in range(70):
        reply = httpx.get(f"{url}/api/v1/centre")
        statuses.append(reply.status_code)
        if reply.status_code == 429:
            break
    assert statuses[-1] == 429
    assert 1 <= int(reply.headers["Retry-After"]) <= 60
    assert reply.json()["code"] == "limit.reached"
