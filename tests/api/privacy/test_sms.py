"""Gateways of short messages: real HTTP out, and the file for trials."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.privacy.build import sms_gateway
from api.privacy.phones.service import Outcome
from api.privacy.phones.sms import HttpSms, SandboxSms
from api.settings import Settings
from knowledge_base.errors import BackendUnavailable, SetupFailed
from tests.fakes.privacy_desk import PrivacyDesk, RasaConversationsServer
from tests.fakes.receiver import Receiver, receiving


@pytest.fixture
def gateway() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


def test_a_gateway_gets_the_body_that_it_takes(gateway: Receiver):
    body = '{"Phone":"{phone}","Content":"{text}","Brand":"PVHCC","Ref":["{key}"]}'
    sms = HttpSms(gateway.url, "secret key", body)
    sms.send("+84912345678", 'Ma "{phone}" la 123456', "k1")
    sms.close()
    (request,) = gateway.calls
    assert json.loads(request.body) == {
        "Phone": "+84912345678",
        # What is put in is never read as a placeholder again.
        "Content": 'Ma "{phone}" la 123456',
        "Brand": "PVHCC",
        "Ref": ["k1"],
    }
    assert request.headers["authorization"] == "Bearer secret key"


def test_a_refusal_names_no_phone(gateway: Receiver):
    gateway.statuses.append(500)
    sms = HttpSms(f"{gateway.url}?to=0912345678", "", '{"to":"{phone}"}')
    with pytest.raises(BackendUnavailable) as caught:
        sms.send("+84912345678", "x", "k")
    assert "912345678" not in str(caught.value)
    assert caught.value.__cause__ is None
    sms.close()


@pytest.mark.parametrize("body", ["not json", "[]", '"x"'])
def test_a_body_that_is_no_object_is_refused(body: str):
    with pytest.raises(SetupFailed):
        HttpSms("http://127.0.0.1:1", "", body)


def test_the_sandbox_keeps_messages_for_its_owner_only(tmp_path: Path):
    path = tmp_path / "sms.jsonl"
    now = datetime(2026, 11, 23, tzinfo=UTC)
    sandbox = SandboxSms(path, lambda: now)
    sandbox.send("+84912345678", "một", "a")
    sandbox.send("+84987654321", "hai", "b")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sandbox.forget_phone("+84912345678") == 1
    assert [line["text"] for line in sandbox.read()] == ["hai"]
    assert sandbox.forget_before(now) == 0
    assert sandbox.forget_before(now + timedelta(seconds=1)) == 1


def test_settings_choose_the_gateway(tmp_path: Path):
    assert sms_gateway(Settings(state_dir=tmp_path)) is None
    assert isinstance(sms_gateway(Settings(state_dir=tmp_path, sms="sandbox")), SandboxSms)
    given: dict[str, Any] = {"sms": "http", "sms_url": "https://sms.example", "sms_key": "k"}
    made = sms_gateway(Settings(state_dir=tmp_path, **given))
    assert isinstance(made, HttpSms)
    made.close()
    with pytest.raises(SetupFailed, match="MOTCUA_SMS_URL"):
        sms_gateway(Settings(state_dir=tmp_path, sms="http"))


def test_without_a_gateway_people_are_told_so(tmp_path: Path, rasa: RasaConversationsServer):
    desk = PrivacyDesk(tmp_path, rasa_port=rasa.port)
    assert desk.privacy.phones.send_code("web:1", "0912345678") is Outcome.OFF
    desk.close()


def test_a_gateway_that_is_down_is_told_and_counts(tmp_path: Path, rasa: RasaConversationsServer):
    given: dict[str, Any] = {"sms": "http", "sms_url": "http://127.0.0.1:9/"}
    desk = PrivacyDesk(tmp_path, rasa_port=rasa.port, phone_codes_a_day=1, **given)
    phones = desk.privacy.phones
    assert phones.send_code("web:1", "0912345678") is Outcome.NOT_SENT
    assert phones.send_code("web:1", "0912345678") is Outcome.TOO_MANY
    desk.close()
