"""``motcua evaluate conversations`` as a process, against the chat's real routes over HTTP."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from api.cli.evaluate.chat import conversation
from api.settings import ROOT
from knowledge_base.errors import BackendUnavailable, InvalidInput
from tests.fakes.chat_app import chat_app, served
from tests.fakes.rasa_server import RasaServer
from tests.stack import free_port

ROWS = [
    {"id": "1", "set": "birth", "turns": [
        {"user": "làm khai sinh cần gì",
         "expect": {"codes": ["1.001193"], "decision": "answer", "says": ["giấy chứng sinh"]}},
        {"user": "vàng bao nhiêu", "expect": {"decision": "decline", "not_says": ["miễn phí"]}}]},
    {"id": "2", "set": "gold", "turns": [
        {"user": "vàng", "expect": {"decision": "answer", "codes": ["1.001193"]}}]},
]  # fmt: skip


@pytest.fixture
def rasa():
    with RasaServer() as server:
        yield server


def motcua(file: Path, url: str) -> subprocess.CompletedProcess[str]:
    words = ["evaluate", "conversations", str(file), "--url", url, "--json"]
    return subprocess.run(
        [sys.executable, "-m", "api.cli.main", *words],
        cwd=ROOT,
        env=os.environ | {"MOTCUA_STATE_DIR": str(file.parent)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "conversations.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS), "utf-8")
    return path


def test_conversations_are_held_each_as_a_new_person(rasa, file):
    with served(chat_app(rasa.port)) as url:
        done = motcua(file, url)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["n"], found["turns"]) == (2, 3)
    assert found["conversations_right"] == 0.5
    assert found["turns_right"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["by_set"]["gold"]["turns_right"] == 0.0
    assert found["missed"] == {"codes": 1, "decision": 1}
    senders = [message["sender"] for message in rasa.received]
    assert senders[0] == senders[1] != senders[2]


def test_what_was_answered_is_read_from_the_reply(rasa):
    end = {"type": "status", "status": "answered", "code": "1.000894", "section": "time"}
    with served(chat_app(rasa.port)) as url, conversation(url) as talk:
        assert talk("làm khai sinh").code == "1.001193"  # from the source line of the text
        rasa.reply_with = [{"text": "Dạ, 5 ngày."}, {"custom": end}]
        reply = talk("bao lâu")
        assert (reply.code, reply.section, reply.decision) == ("1.000894", "time", "answer")
        rasa.get_well()
        assert talk("vàng").offered == ("1.000689", "2.000635")


def test_an_error_of_the_assistant_is_a_failed_turn(rasa):
    rasa.fail_with = 500
    with served(chat_app(rasa.port)) as url, conversation(url) as talk:
        reply = talk("làm khai sinh")
    assert (reply.failed, reply.status) == (True, "backend.unavailable")


def test_the_limits_of_people_are_waited_for(rasa):
    with (
        served(chat_app(rasa.port, person_rate="2/second")) as url,
        conversation(url) as talk,
    ):
        assert [talk("vàng").failed for _ in range(5)] == [False] * 5


def test_nobody_there_is_one_clear_line(file):
    done = motcua(file, f"http://127.0.0.1:{free_port()}")
    assert done.returncode == 1
    assert "backend.unavailable" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("url", ["nowhere", "http://[", "ftp://127.0.0.1"])
def test_no_address_is_a_typed_error(url):
    with pytest.raises((InvalidInput, BackendUnavailable)), conversation(url) as talk:
        talk("vàng")


def test_another_server_is_no_motcua(rasa):
    with (
        served(chat_app(rasa.port)) as url,
        conversation(f"{url}/nothing") as talk,
    ):
        assert talk("vàng").status in ("not_found", "http.404")
    with pytest.raises(BackendUnavailable), conversation("http://127.0.0.1:1") as talk:
        talk("vàng")
