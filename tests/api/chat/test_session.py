"""Who may talk, and as whom: origins, tokens in headers, and the portal's word about its users."""

from __future__ import annotations

import base64
import json
import random
import string
import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from fastapi import Request
from fastapi.testclient import TestClient
from pydantic import ValidationError

from api.chat.session import read_session
from api.settings import Settings
from tests.api.chat.conftest import PORTAL
from tests.fakes.chat_app import chat_app
from tests.fakes.rasa_server import RasaServer

URL = "/api/v1/chat/session"
HEADER = "X-Motcua-Session"
KEY = "k" * 32
_LETTERS = string.ascii_letters + string.digits + "-_."
_OTHERS = {letter: _LETTERS.replace(letter, "") for letter in _LETTERS}
FOREIGN = {"Origin": PORTAL}


def _token(key: Any = KEY, algorithm: str = "HS256", **claims: Any) -> str:
    good = {"sub": "079-anh-ba", "iss": "cong", "aud": "motcua", "exp": time.time() + 60}
    given = {name: value for name, value in {**good, **claims}.items() if value is not None}
    return jwt.encode(given, key, algorithm)


def _open(client: TestClient, user_token: str | None = None, **headers: str) -> dict[str, Any]:
    reply = client.post(URL, json={"user_token": user_token}, headers=FOREIGN | headers)
    assert reply.status_code == 200, reply.text
    body: dict[str, Any] = reply.json()
    return body


@pytest.fixture
def portal(rasa: RasaServer) -> TestClient:
    app = chat_app(
        rasa.port, widget_origins=f" {PORTAL}, https://b.vn:8443", user_token_key=KEY,
        user_token_issuer="cong",
    )  # fmt: skip
    with TestClient(app) as client:
        yield client


def test_a_foreign_page_gets_a_token_and_our_own_a_cookie(portal: TestClient) -> None:
    foreign = portal.post(URL, json={}, headers=FOREIGN)
    assert foreign.json()["token"]
    assert "set-cookie" not in foreign.headers
    own = portal.post(URL, json={}, headers={"Origin": "http://testserver"})
    assert own.json()["token"] is None
    assert "HttpOnly" in own.headers["set-cookie"]


def test_the_token_names_the_conversation(portal: TestClient, rasa: RasaServer) -> None:
    token = _open(portal)["token"]
    for value in (token, token, _open(portal)["token"]):
        reply = portal.post(
            "/api/v1/chat/messages", json={"text": "a"}, headers=FOREIGN | {HEADER: value}
        )
        assert reply.status_code == 200
        assert HEADER not in reply.headers
    first, second, third = (body["sender"] for body in rasa.received)
    assert first == second != third


def test_ten_thousand_altered_tokens_open_nothing(portal: TestClient) -> None:
    def _id(token: str) -> str:
        header = (HEADER.lower().encode(), token.encode())
        scope = {"type": "http", "headers": [header], "app": portal.app}
        return read_session(Request(scope)).id

    token = _open(portal)["token"]
    dice = random.Random(1)
    known = _id(token)
    assert _id(token) == known
    for _ in range(10_000):
        # The last character of base64 holds bits that nobody reads.
        at = dice.randrange(len(token) - 1)
        forged = token[:at] + dice.choice(_OTHERS[token[at]]) + token[at + 1 :]
        assert _id(forged) != known


def test_a_page_that_is_not_on_the_list_is_refused(portal: TestClient, rasa: RasaServer) -> None:
    for origin in ("https://evil.example", f"{PORTAL}.evil.vn", "http://portal.example.vn", "null"):
        reply = portal.post(URL, json={}, headers={"Origin": origin})
        assert (reply.status_code, reply.json()["code"]) == (403, "origin.refused")
        assert "access-control-allow-origin" not in reply.headers
    assert rasa.received == []


def test_cors_opens_the_chat_alone_and_for_listed_pages_alone(portal: TestClient) -> None:
    asked = {"Access-Control-Request-Method": "POST",
             "Access-Control-Request-Headers": f"content-type,{HEADER}"}  # fmt: skip
    allowed = portal.options(URL, headers=FOREIGN | asked)
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == PORTAL
    assert "access-control-allow-credentials" not in allowed.headers
    evil = {"Origin": "https://evil.example"} | asked
    assert portal.options(URL, headers=evil).status_code == 400
    assert "access-control-allow-origin" not in portal.get("/", headers=FOREIGN).headers
    assert portal.get("/api/v1/chat/welcome", headers=FOREIGN).headers["vary"] == "Origin"


def test_the_portals_user_is_linked(portal: TestClient, rasa: RasaServer) -> None:
    session = _open(portal, _token())
    assert session["linked"]
    headers = FOREIGN | {HEADER: session["token"]}
    portal.post("/api/v1/chat/messages", json={"text": "a"}, headers=headers)
    user = rasa.received[0]["metadata"]["user"]
    assert len(user) == 32
    assert "anh-ba" not in json.dumps(rasa.received)


@pytest.mark.parametrize(
    "token",
    [
        _token(exp=time.time() - 120),
        _token(exp=None),
        _token(sub=None),
        _token(aud="other"),
        _token(iss="other"),
        _token(key="x" * 32),
        _token(key=None, algorithm="none"),
        _token(algorithm="HS512", key=KEY * 2),
        "a.b.c",
        "",
        _token()[:-2],
    ],
)
def test_a_wrong_or_expired_token_makes_an_anonymous_session(
    portal: TestClient, rasa: RasaServer, token: str
) -> None:
    session = _open(portal, token)
    assert not session["linked"]
    headers = FOREIGN | {HEADER: session["token"]}
    assert (
        portal.post("/api/v1/chat/messages", json={"text": "a"}, headers=headers).status_code == 200
    )
    assert "user" not in rasa.received[0]["metadata"]


def test_nobody_goes_on_with_the_conversation_of_somebody_else(portal: TestClient) -> None:
    def _id(token: str) -> str:
        packed = token.split(".")[0]
        text = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        name: str = json.loads(text)["id"]
        return name

    anonymous = _open(portal)["token"]
    one = _open(portal, _token(), **{HEADER: anonymous})
    again = _open(portal, _token(), **{HEADER: one["token"]})
    two = _open(portal, _token(sub="other"), **{HEADER: one["token"]})
    out = _open(portal, None, **{HEADER: two["token"]})
    assert _id(anonymous) == _id(one["token"]) == _id(again["token"])
    assert len({_id(one["token"]), _id(two["token"]), _id(out["token"])}) == 3
    assert (again["fresh"], two["fresh"], out["fresh"]) == (False, True, True)


def test_rs256_takes_the_private_key_and_no_shared_secret(rasa: RasaServer) -> None:
    private = rsa.generate_private_key(65537, 2048)
    public = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    app = chat_app(
        rasa.port, widget_origins=PORTAL, user_token_algorithm="RS256",
        user_token_key=public.decode(),
    )  # fmt: skip
    with TestClient(app) as client:
        assert _open(client, _token(private, "RS256"))["linked"]
        stranger = rsa.generate_private_key(65537, 2048)
        assert not _open(client, _token(stranger, "RS256"))["linked"]
        # The old trick: the public key as if it were a shared secret.
        head = base64.urlsafe_b64encode(b'{"alg":"HS256","typ":"JWT"}').rstrip(b"=").decode()
        forged = f"{head}.{_token().split('.')[1]}.{_token().split('.')[2]}"
        assert not _open(client, forged)["linked"]


def test_settings_that_cannot_be_are_refused() -> None:
    for wrong in ("portal.vn", "https://portal.vn/", "*", "https://a.vn; https://b.vn"):
        with pytest.raises(ValidationError):
            Settings(widget_origins=wrong)
    with pytest.raises(ValidationError):
        Settings(user_token_key="short")
