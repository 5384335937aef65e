"""A stand-in for Rasa, and clients of the web chat in front of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.fakes.chat_app import chat_app
from tests.fakes.rasa_server import RasaServer


@pytest.fixture
def rasa() -> Iterator[RasaServer]:
    """Rasa's stand-in on a free port."""
    with RasaServer() as server:
        yield server


@pytest.fixture
def app(rasa: RasaServer) -> FastAPI:
    """The chat with short waits and generous limits."""
    return chat_app(rasa.port, rasa_timeout_s=0.5, person_rate="50/minute", max_text_length=200)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """A browser's cookie jar and calls, without the browser."""
    with TestClient(app) as made:
        yield made
