"""Over HTTP: our own processes and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.fakes.chat_app import SECRET, chat_app

URL = "/api/v1/media"
PDF = b"%PDF-1.7\n"
SERVICE = {"Authorization": f"Bearer {SECRET}"}


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(chat_app(1, image_max_bytes=65536, file_max_bytes=65536)) as made:
        yield made


def send(client: TestClient, data: bytes, name: str = "đơn.pdf", **more: Any) -> Any:
    fields = {"person": "zalo:1", "key": "msg:1", **more}
    return client.post(URL, data=fields, files={"file": (name, data)}, headers=SERVICE)


def test_taken_in_and_read_again(client: TestClient) -> None:
    reply = send(client, PDF)
    assert reply.status_code == 201, reply.text
    assert reply.json()["media_type"] == "application/pdf"
    assert send(client, PDF).json() == reply.json()
    read = client.get(f"{URL}/{reply.json()['media']}", headers=SERVICE)
    assert read.content == PDF
    assert read.headers["content-type"] == "application/pdf"
    assert read.headers["content-disposition"].startswith("attachment;")
    assert "%C4%91%C6%A1n.pdf" in read.headers["content-disposition"]
    assert read.headers["x-content-type-options"] == "nosniff"


def test_nobody_else_gets_in(client: TestClient) -> None:
    reference = send(client, PDF).json()["media"]
    assert client.get(f"{URL}/{reference}").status_code == 401
    files = {"file": ("a.pdf", PDF)}
    assert client.post(URL, data={"person": "zalo:1"}, files=files).status_code == 401


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"MZ", 422, "media.refused"),
        (b"\xff\xd8\xff broken", 422, "image.refused"),
        (PDF + b"\0" * 65536, 413, "media.too_large"),
        (PDF + b"\0" * 300_000, 413, "input.too_long"),
    ],
)
def test_what_is_refused(client: TestClient, data: bytes, status: int, code: str) -> None:
    reply = send(client, data)
    assert (reply.status_code, reply.json()["code"]) == (status, code)


def test_unknown_references(client: TestClient) -> None:
    assert client.get(f"{URL}/{'a' * 28}", headers=SERVICE).status_code == 404
    assert client.get(f"{URL}/..%2F..%2Fmotcua", headers=SERVICE).status_code in (404, 422)
    assert send(client, PDF, person="").status_code == 422
