"""The outbox over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.outbox.routes import router
from tests.api.outbox.conftest import LEASE, message
from tests.fakes.console_app import STAFF_SECRET, console_app

BASE = "/api/v1/outbox"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[FastAPI]:
    made = console_app(tmp_path, quiet_hours="")
    made.include_router(router)
    yield made
    made.state.engine.dispose()


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return TestClient(app, headers={"Authorization": f"Bearer {STAFF_SECRET}"})


def test_queue_start_receipt(app: FastAPI, client: TestClient):
    body = message("a").model_dump(mode="json")
    first = client.post(f"{BASE}/messages", json=body)
    again = client.post(f"{BASE}/messages", json=body)
    assert (first.status_code, again.status_code) == (201, 200)
    number = first.json()["id"]
    assert again.json() == {"id": number, "duplicate": True}
    early = client.post(f"{BASE}/{number}/starts", json={"attempt": 1})
    assert early.json() == {"may_send": False}
    app.state.outbox.claim("one", 1, LEASE)
    start = client.post(f"{BASE}/{number}/starts", json={"attempt": 1})
    assert start.json() == {"may_send": True}
    receipt = {"attempt": 1, "outcome": "sent"}
    for _ in range(2):
        assert client.post(f"{BASE}/{number}/receipts", json=receipt).json() == {"state": "sent"}


@pytest.mark.parametrize("path", ["messages", "1/starts", "1/receipts"])
def test_only_our_own_processes_get_in(app: FastAPI, path: str):
    assert TestClient(app).post(f"{BASE}/{path}", json={}).status_code == 401


@pytest.mark.parametrize(
    "change",
    [
        {"person": "nobody"},
        {"key": ""},
        {"purpose": "spam"},
        {"intent": "No Intent"},
        {"entities": {"notice": "no.such"}},
        {"values": {}},
        {"not_before": "tomorrow"},
        {"values": {f"v{number}": "x" for number in range(99)}},
    ],
)
def test_what_cannot_be_sent_is_refused(client: TestClient, change: dict[str, object]):
    body = message("a").model_dump(mode="json") | change
    assert client.post(f"{BASE}/messages", json=body).status_code == 422


def test_a_receipt_for_nothing(client: TestClient):
    receipt = {"attempt": 1, "outcome": "sent"}
    assert client.post(f"{BASE}/99/receipts", json=receipt).status_code == 404
    assert client.post(f"{BASE}/99999999999/receipts", json=receipt).status_code == 422
    assert (
        client.post(f"{BASE}/99/receipts", json={"attempt": 1, "outcome": "x"}).status_code == 422
    )
