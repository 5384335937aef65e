"""A supervisor that is killed leaves nothing behind, and the next start succeeds."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import httpx
import pytest

from tests.e2e.city import wait_for
from tests.stack import MOTCUA, ROOT, Stack, restart, running

pytestmark = pytest.mark.e2e


def of_state(stack: Stack) -> list[int]:
    """Processes of this motcua besides its supervisor."""
    state = f"MOTCUA_STATE_DIR={stack.state}".encode()
    return [
        int(path.name)
        for path in Path("/proc").glob("[0-9]*")
        if int(path.name) != stack.process.pid and state in environment_of(path)
    ]


def environment_of(path: Path) -> list[bytes]:
    try:
        return (path / "environ").read_bytes().split(b"\0")
    except OSError:
        return []


def test_everything_ends_with_it_and_starts_again(tmp_path: Path):
    with running(tmp_path) as stack:
        second = subprocess.run(
            [MOTCUA, "run"], env=stack.environment, cwd=ROOT, capture_output=True, text=True,
            timeout=60, check=False,
        )  # fmt: skip
        assert second.returncode == 1
        assert "already" in second.stderr
        assert len(of_state(stack)) >= 4
        os.kill(stack.process.pid, signal.SIGKILL)
        wait_for(lambda: not of_state(stack), within_s=30)
        restart(stack)
        reply = httpx.post(
            f"{stack.rasa}/webhooks/rest/webhook",
            json={"sender": "a", "message": "làm khai sinh cần gì"},
            timeout=20,
        )
        assert "1.001193" in reply.text
