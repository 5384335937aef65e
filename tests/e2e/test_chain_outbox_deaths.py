"""kill -9 of the outbox worker, of Rasa and of the API amid messages; then motcua runs again."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from pathlib import Path

import httpx
import pytest

from tests.e2e.test_chain_outbox import Office
from tests.fakes.telegram.handle import fake_telegram
from tests.stack import pid_of, running

pytestmark = pytest.mark.e2e
PEOPLE = range(7000, 7020)
TURNS = 8


def arrived(office: Office) -> int:
    return len(office.telegram.received())


def test_none_is_lost_and_what_is_doubled_is_counted(tmp_path: Path):
    with fake_telegram() as telegram:
        settings = {
            "TELEGRAM_TOKEN": telegram.token(),
            "TELEGRAM_SECRET_TOKEN": "fake_secret-Token_for_updates",
            "TELEGRAM_API_BASE": telegram.address,
        }
        for person in PEOPLE:
            telegram.chat(person)
        numbers: list[int] = []
        for words in ("api.outbox", "rasa run", "uvicorn"):
            with running(tmp_path, **settings) as stack:
                office = Office(stack, telegram)
                numbers = numbers or [
                    office.tell(f"{person}:{turn}", f"tin {turn}", f"telegram:{person}")
                    for turn in range(TURNS)
                    for person in PEOPLE
                ]
                goal = min(arrived(office) + 10, len(numbers) - 1)
                deadline = time.monotonic() + 100
                while arrived(office) < goal and time.monotonic() < deadline:
                    time.sleep(0.01)
                os.kill(pid_of(stack, words), signal.SIGKILL)
                stack.process.wait(30)
        with running(tmp_path, **settings) as stack:
            office = Office(stack, telegram)
            rows = [office.settled(number, 150) for number in numbers]
            told = httpx.get(f"{stack.api}/health", timeout=20).json()["parts"]["outbox"]
        assert {row["state"] for row in rows} == {"sent"}
        doubled = sum(row["doubled"] for row in rows)
        assert f"{doubled} doubled" in told["detail"]
        for person in PEOPLE:
            texts = telegram.texts(person)
            assert list(dict.fromkeys(texts)) == [f"tin {turn}" for turn in range(TURNS)]
        again = sum(count - 1 for count in Counter(
            (item["message"]["chat"]["id"], item["message"]["text"])
            for item in telegram.received()
        ).values())  # fmt: skip
        assert again <= doubled
