"""The routes: what actions and a person's browser get."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.fakes.privacy_desk import TOKEN, PrivacyDesk, RasaConversationsServer

OURS = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def client(desk: PrivacyDesk) -> Iterator[TestClient]:
    with TestClient(desk.app(), base_url="http://127.0.0.1", headers=OURS) as made:
        yield made


def post(client: TestClient, path: str, status: int = 200, **body: Any) -> Any:
    reply = client.post(f"/api/v1/privacy/{path}", json=body)
    assert reply.status_code == status, reply.text
    return reply.json() if reply.content else None


def test_strangers_learn_nothing(desk: PrivacyDesk):
    stranger = TestClient(desk.app())
    for path in ("deletions", "overviews", "receipts", "consents", "phones/steps"):
        reply = stranger.post(f"/api/v1/privacy/{path}", json={"person": "web:1"})
        assert reply.status_code == 401


def test_a_deletion_gives_a_receipt_that_is_found(client: TestClient):
    receipt = post(client, "deletions", 201, person="web:1")
    assert (receipt["number"], receipt["state"]) == ("XD-2026-000001", "open")
    found = post(client, "receipts", number="xd-2026-000001")
    assert found["state"] == "open"
    assert post(client, "receipts", number="XD-2026-000009")["state"] is None


def test_what_is_kept_is_told_with_its_time(client: TestClient, rasa: RasaConversationsServer):
    rasa.events["web:1"] = 4
    seen = post(client, "overviews", person="web:1")
    (place,) = seen["places"]
    assert (place["things"], place["kept"]) == (4, "90 ngày")
    assert seen["channels"] == ["web"]
    # Over HTTPS only.
    assert seen["file"] is None


def test_consent_is_asked_given_and_taken_back(client: TestClient):
    purpose = {"person": "web:1", "purpose": "appointment"}
    question = post(client, "consents/questions", **purpose)
    assert not question["given"]
    assert "đồng ý" in question["text"]
    assert not post(client, "consents/checks", **purpose)["given"]
    given = {**purpose, "version": question["version"], "channel": "rest"}
    assert post(client, "consents", 201, **given)["given"]
    post(client, "consents", 201, **given)
    assert post(client, "consents/checks", **purpose)["given"]
    assert list(post(client, "consents/standing", person="web:1")["titles"]) == ["appointment"]
    assert len(post(client, "consents/withdrawals", person="web:1")["titles"]) == 1
    assert not post(client, "consents/checks", **purpose)["given"]


@pytest.mark.parametrize(("purpose", "version"), [("nothing", "1"), ("appointment", "0")])
def test_what_nobody_asked_for_cannot_be_agreed_to(client: TestClient, purpose: str, version: str):
    body = {"person": "web:1", "purpose": purpose, "version": version, "channel": "rest"}
    reply = client.post("/api/v1/privacy/consents", json=body)
    assert (reply.status_code, reply.json()["code"]) == (422, "privacy.unknown_purpose")


def test_another_text_is_asked_again(client: TestClient, desk: PrivacyDesk):
    desk.agree("web:1", "appointment")
    facts = desk.privacy.consents._purposes
    changed = facts["appointment"].model_copy(update={"version": "2"})
    desk.privacy.consents._purposes = {**facts, "appointment": changed}
    asked = post(client, "consents/checks", person="web:1", purpose="appointment")
    assert not asked["given"]


def test_no_phone_is_taken_without_consent(client: TestClient, desk: PrivacyDesk):
    step = {"person": "web:1", "how": "number", "references": [desk.put_away("web:1", "x")]}
    reply = client.post("/api/v1/privacy/phones/steps", json=step)
    assert (reply.status_code, reply.json()["code"]) == (409, "privacy.consent_missing")


def test_a_phone_is_proved_by_references(client: TestClient, desk: PrivacyDesk):
    desk.agree("web:1")
    number = desk.put_away("web:1", "0912 345 678")
    step = {"person": "web:1", "how": "number", "references": [number]}
    assert post(client, "phones/steps", **step)["outcome"] == "sent"
    code = desk.put_away("web:1", desk.last_code())
    done = post(client, "phones/steps", person="web:1", how="code", references=[code])
    assert (done["outcome"], done["channels"]) == ("linked", ["web"])


def test_only_a_platform_vouches_for_a_share(client: TestClient, desk: PrivacyDesk):
    for person, kind, outcome in (
        ("telegram:97", "phone", "linked"),
        ("zalo:98", "phone", "linked"),
        ("telegram:99", "digits", "not_a_phone"),
        ("web:1", "phone", "not_a_phone"),
    ):
        desk.agree(person)
        reference = desk.put_away(person, "0912345678", kind)
        done = post(client, "phones/steps", person=person, how="share", references=[reference])
        assert done["outcome"] == outcome, person


def test_a_reference_of_another_person_is_worth_nothing(client: TestClient, desk: PrivacyDesk):
    desk.agree("telegram:97")
    reference = desk.put_away("telegram:1", "0912345678", "phone")
    body = {"person": "telegram:97", "how": "share", "references": [reference]}
    assert post(client, "phones/steps", **body)["outcome"] == "not_a_phone"


def test_the_own_file_opens_for_minutes(tmp_path: Path, rasa: RasaConversationsServer):
    desk = PrivacyDesk(tmp_path, rasa_port=rasa.port, public_url="https://motcua.example")
    rasa.events["web:1"] = 1
    desk.agree("web:1", "appointment")
    client = TestClient(desk.app(), headers=OURS)
    address = post(client, "overviews", person="web:1")["file"]
    assert address.startswith("https://motcua.example/api/v1/privacy/files/")
    assert "web:1" not in address
    path = address.removeprefix("https://motcua.example")
    browser = TestClient(desk.app())
    reply = browser.get(path)
    assert "attachment" in reply.headers["content-disposition"]
    assert reply.headers["cache-control"] == "no-store"
    content = reply.json()
    by_label = {item["place"]: item["content"] for item in content["places"]}
    assert {"who": "person", "at": 1.0, "text": "làm khai sinh"} in by_label[
        "Cuộc trò chuyện với trợ lý (số cá nhân đã che)"
    ]
    assert browser.get(path + "x").status_code == 404
    desk.clock.turn(minutes=16)
    assert browser.get(path).status_code == 404
    assert post(client, "overviews", person="telegram:1")["file"] is None
    desk.close()


def test_the_notice_is_noted_with_its_version(client: TestClient, desk: PrivacyDesk):
    post(client, "notices", 204, person="web:1", version="1")
    post(client, "notices", 204, person="web:1", version="2")
    assert desk.privacy.consents.count("web:1") == 1
