"""OAuth of the fake Zalo."""

import base64
import hashlib
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.fakes.zalo.handle import FakeZalo

VERIFIER = "v" * 43
CHALLENGE = (
    base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
)


def exchange(zalo: FakeZalo, **fields: str) -> dict[str, Any]:
    switches = zalo.set()
    form = {"app_id": switches["app_id"], **fields}
    headers = {"secret_key": form.pop("secret", switches["app_secret"])}
    url = f"{zalo.address}/v4/oa/access_token"
    reply = httpx.post(url, data=form, headers=headers, trust_env=False)
    assert reply.status_code == 200
    return dict(reply.json())


def by_code(zalo: FakeZalo, code: str, verifier: str = VERIFIER, **more: str) -> dict[str, Any]:
    return exchange(
        zalo, grant_type="authorization_code", code=code, code_verifier=verifier, **more
    )


def refreshed(zalo: FakeZalo, token: str) -> dict[str, Any]:
    return exchange(zalo, grant_type="refresh_token", refresh_token=token)


def works(zalo: FakeZalo, token: str) -> bool:
    headers = {"access_token": token}
    reply = httpx.get(f"{zalo.address}/v2.0/oa/getoa", headers=headers, trust_env=False)
    return bool(reply.json()["error"] == 0)


def test_consent_gives_a_code_and_the_code_a_pair(zalo: FakeZalo):
    query = {
        "app_id": zalo.set()["app_id"],
        "redirect_uri": "https://motcua.invalid/callback?a=1",
        "code_challenge": CHALLENGE,
        "state": "s",
    }
    reply = httpx.get(f"{zalo.address}/v4/oa/permission", params=query, trust_env=False)
    assert reply.status_code == 302
    back = parse_qs(urlsplit(reply.headers["location"]).query)
    assert (back["a"], back["state"]) == (["1"], ["s"])
    pair = by_code(zalo, back["code"][0])
    assert pair["expires_in"] == "90000"
    assert works(zalo, pair["access_token"])


@pytest.mark.parametrize(
    "change", [{"verifier": "w" * 43}, {"secret": "wrong"}, {"app_id": "1"}, {"code": "guess"}]
)
def test_a_wrong_exchange_has_no_token(zalo: FakeZalo, change: dict[str, str]):
    answer = by_code(zalo, **{"code": zalo.code(CHALLENGE), **change})
    assert "access_token" not in answer
    assert answer["error"] < 0
    assert answer["error_name"]


def test_a_code_serves_once_and_for_ten_minutes(zalo: FakeZalo):
    code = zalo.code(CHALLENGE)
    assert "access_token" in by_code(zalo, code)
    assert "access_token" not in by_code(zalo, code)
    late = zalo.code(CHALLENGE)
    zalo.turn_clock(601)
    assert "access_token" not in by_code(zalo, late)


def test_a_refresh_token_serves_once_and_rotates(zalo: FakeZalo):
    first = zalo.tokens()
    second = refreshed(zalo, first["refresh_token"])
    assert works(zalo, second["access_token"])
    assert "access_token" not in refreshed(zalo, first["refresh_token"])
    assert zalo.reused_tokens() == 1
    assert "access_token" in refreshed(zalo, second["refresh_token"])


def test_of_many_at_once_one_gets_the_next_pair(zalo: FakeZalo):
    token = zalo.tokens()["refresh_token"]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: refreshed(zalo, token), range(8)))
    assert sum("access_token" in answer for answer in answers) == 1


def test_an_answer_that_is_lost_has_used_the_token_up(zalo: FakeZalo):
    token = zalo.tokens()["refresh_token"]
    zalo.fault("drop_after", "/v4/oa/access_token")
    with pytest.raises(httpx.RemoteProtocolError):
        refreshed(zalo, token)
    assert "access_token" not in refreshed(zalo, token)


def test_lifetimes(zalo: FakeZalo):
    zalo.set(expires_in="3600")
    pair = zalo.tokens()
    assert pair["expires_in"] == "3600"
    zalo.turn_clock(3601)
    assert not works(zalo, pair["access_token"])
    zalo.turn_clock(91 * 86_400)
    assert "access_token" not in refreshed(zalo, pair["refresh_token"])
