"""A stand-in for Rasa, and clients of the web chat in front of it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.fakes.chat_app import chat_app
from tests.fakes.rasa_server import RasaServer

PORTAL = "https://portal.example.vn"


@pytest.fixture
def rasa() -> Iterator[RasaServer]:
    """Rasa's stand-in on a free port."""
    with RasaServer() as server:
        yield server


@pytest.fixture
def app(rasa: RasaServer) -> FastAPI:
    """The chat with short waits and generous limits."""
    return chat_app(
        rasa.port,
        rasa_timeout_s=0.5,
        person_rate="50/minute",
        max_text_length=200,
        widget_origins=PORTAL,
    )


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """A browser's cookie jar and calls, without the browser."""
    with TestClient(app) as made:
        yield made


def new_id() -> str:
    """An id as the widget makes them."""
    return secrets.token_hex(12)


def stream(client: TestClient | httpx.Client, **body: Any) -> list[dict[str, Any]]:
    """Send one message; the lines of its answer."""
    reply = client.post("/api/v1/chat/stream", json={"id": new_id(), **body})
    assert reply.status_code == 200, reply.text
    assert reply.headers["content-type"] == "application/x-ndjson"
    return [json.loads(line) for line in reply.text.splitlines()]
