import asyncio
import json
import subprocess
import sys
import time

import httpx
import pytest

from actions.server import DomainlessExecutor

NAMES = {
    "action_after_department",
    "action_answer_centre",
    "action_answer_procedure",
    "action_ask_department",
    "action_choose",
    "action_close_turn",
    "action_default_fallback",
    "validate_department_form",
}


def test_all_actions_of_the_domain_are_registered():
    executor = DomainlessExecutor()
    executor.register_package("actions")
    assert set(executor.actions) >= NAMES


def test_a_call_without_domain_is_served():
    executor = DomainlessExecutor()
    assert executor.update_and_return_domain({}, "action_x") == {}
    assert executor.update_and_return_domain({"domain": {"slots": {}}}, "x") == {"slots": {}}


def test_the_server_listens_on_loopback_and_answers_without_an_api(free_port: int):
    command = [sys.executable, "-W", "ignore", "-m", "actions.server", "--port", str(free_port)]
    environment = {"MOTCUA_API_URL": "http://127.0.0.1:1", "PATH": ""}
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            said = _ask(free_port)
        finally:
            process.terminate()
            process.wait(10)
    assert said["responses"][-1]["custom"]["status"] == "error_backend"


def _ask(port: int) -> dict:
    call = {
        "next_action": "action_answer_procedure",
        "sender_id": "web:1",
        "tracker": {
            "sender_id": "web:1",
            "slots": {},
            "latest_message": {"text": "khai sinh", "intent": {"name": "ask_procedure"}},
            "events": [],
            "paused": False,
            "followup_action": None,
            "active_loop": {},
            "latest_action_name": "action_listen",
        },
        "version": "3.6.21",
    }
    deadline = time.monotonic() + 30
    while True:
        try:
            answer = httpx.post(
                f"http://127.0.0.1:{port}/webhook", content=json.dumps(call), timeout=10
            )
            return answer.json()
        except httpx.ConnectError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


@pytest.fixture
def free_port() -> int:
    async def take() -> int:
        server = await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        server.close()
        return port

    return asyncio.run(take())
