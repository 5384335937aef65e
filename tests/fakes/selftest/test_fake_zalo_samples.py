"""The fake against the shared samples: signature vectors, payloads to send, events.

They lie in ``<repository>/../shared`` or ``MOTCUA_SHARED_DIR``; without them this is skipped.
"""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import shared_dir
from tests.fakes.receiver import Receiver
from tests.fakes.zalo.handle import FakeZalo
from tests.fakes.zalo.signing import mac

SAMPLES = shared_dir() / "specs" / "samples" / "zalo"
EVENTS = sorted((SAMPLES / "webhook").glob("*.json"))
MESSAGES = sorted((SAMPLES / "send").glob("*.json"))
pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="no shared samples beside the repository"
)
BUTTONS = {"buttons_v3_esms_style": {"buttons": 0, "list": -233, "none": -233}}
LISTS = {
    "list_v3_go_adapter_style": {"buttons": -233, "list": 0, "none": -233},
    # Its second element has no subtitle.
    "list_v2_default_action_style": {"buttons": -233, "list": -201, "none": -233},
}
# Their attachments were never uploaded here.
UNKNOWN_UPLOAD = {"file": -201}


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_signature_vectors():
    vectors = read(SAMPLES / "signature_vectors.json")["vectors"]
    assert len(vectors) == 8
    for item in vectors:
        body = item["raw_body"].encode()
        right = mac(item["app_id"], body, item["timestamp"], item["oa_secret_key"])
        assert f"mac={right}" == item["header"]


@pytest.mark.parametrize("mode", ["buttons", "list", "none"])
@pytest.mark.parametrize("path", MESSAGES, ids=lambda path: path.stem)
def test_a_sample_message_gets_its_answer(
    zalo: FakeZalo, client: httpx.Client, path: Path, mode: str
):
    body = read(path)
    user_id = body["recipient"].get("user_id")
    zalo.set(button_mode=mode)
    if user_id:
        zalo.user(user_id, idle_s=1)
    headers = {"access_token": zalo.tokens()["access_token"]}
    url = "/v3.0/oa/message/cs" if user_id else "/v2.0/oa/message"
    answer = client.post(zalo.address + url, json=body, headers=headers).json()
    shaped = {**BUTTONS, **LISTS}.get(path.stem)
    expected = shaped[mode] if shaped else UNKNOWN_UPLOAD.get(path.stem, 0)
    assert answer["error"] == expected
    assert len(zalo.received()) == (0 if expected else 1)


@pytest.mark.parametrize("path", EVENTS, ids=lambda path: path.stem)
def test_a_sample_event_is_delivered_as_it_is(zalo: FakeZalo, webhook: Receiver, path: Path):
    event = read(path)
    zalo.set(webhook_url=webhook.url)
    zalo.deliver(event)
    (call,) = webhook.calls
    assert call.event == event
    secret = zalo.set()["oa_secret_key"]
    right = mac(zalo.set()["app_id"], call.body, event["timestamp"], secret)
    assert call.headers["x-zevent-signature"] == f"mac={right}"


def test_template_messages_of_the_samples(zalo: FakeZalo, client: httpx.Client):
    for name, url, number in (
        ("by_uid_request", "/v3.0/oa/message/template", "user_id"),
        ("by_phone_request", "/message/template", "phone"),
    ):
        body = read(SAMPLES / "zbs" / f"{name}.json")
        body.pop("_http")
        zalo.template(body["template_id"], dict.fromkeys(body["template_data"], 200))
        zalo.user(body[number])
        zalo.set(admins=[body[number]])
        headers = {"access_token": zalo.tokens()["access_token"]}
        assert client.post(zalo.address + url, json=body, headers=headers).json()["error"] == 0


@pytest.mark.parametrize("name", ["code_request", "refresh_request"])
def test_token_requests_of_the_samples_have_the_fields_that_are_read(
    zalo: FakeZalo, client: httpx.Client, name: str
):
    form = read(SAMPLES / "oauth" / f"{name}.json")["form"]
    zalo.set(app_id=form["app_id"])
    answer = client.post(
        f"{zalo.address}/v4/oa/access_token",
        data=form,
        headers={"secret_key": zalo.set()["app_secret"]},
    ).json()
    # Its code and refresh token are invented: the grant is refused, not the request.
    assert answer["error"] == -14003
    assert set(answer) == set(read(SAMPLES / "oauth" / "token_error.json")) - {"_note"}
