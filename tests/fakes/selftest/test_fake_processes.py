"""The fakes as processes: they end with their parent, and bear a crowd."""

import subprocess
import sys
import time

import httpx
import pytest

from tests.fakes.receiver import Receiver
from tests.fakes.running import ROOT, running
from tests.fakes.zalo import events
from tests.fakes.zalo.handle import FakeZalo

PARENT = """
import time
from tests.fakes.running import running
with running("tests.fakes.zalo") as address:
    print(address, flush=True)
    time.sleep(120)
"""


def answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/__control/ready", trust_env=False, timeout=5).is_success
    except httpx.TransportError:
        return False


def test_a_fake_ends_with_a_parent_that_was_killed():
    command = [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        address = parent.stdout.readline().strip()
        assert answers(address)
        parent.kill()
    deadline = time.monotonic() + 20
    while answers(address) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not answers(address)


def test_a_fake_that_cannot_start_says_so():
    with pytest.raises(RuntimeError, match="did not start"), running("tests.fakes.no_such"):
        pass


def test_five_hundred_events_at_once_arrive_once_each(zalo: FakeZalo, webhook: Receiver):
    zalo.set(webhook_url=webhook.url, answer_within_s=30.0)
    batch = [events.user_text(str(number), "alo") for number in range(500)]
    zalo.deliver(*batch, order="together")
    zalo.settle()
    assert len({call.event["message"]["msg_id"] for call in webhook.calls}) == 500
    assert len(webhook.calls) == 500
