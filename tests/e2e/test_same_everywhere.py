"""The same scripted conversations on Zalo, Telegram, the web and REST, with the same outcomes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.e2e.citizens import Citizen, OnRest, OnTelegram, OnWeb, OnZalo, as_read
from tests.e2e.city import City, city

pytestmark = pytest.mark.e2e
SCRIPTS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "scripts" / "conversations.yml").read_text(encoding="utf-8")
)
LEAST = 30


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    with city(tmp_path_factory.mktemp("everywhere")) as running:
        yield running


@pytest.fixture
def citizens(town: City, request: pytest.FixtureRequest) -> Iterator[list[Citizen]]:
    number = 41000 + request.node.callspec.indices["script"]
    present = [OnZalo(town, number), OnTelegram(town, number), OnWeb(town), OnRest(town)]
    yield present
    for citizen in present:
        citizen.close()


def test_there_are_enough_conversations():
    assert len(SCRIPTS) >= LEAST
    assert len({script["name"] for script in SCRIPTS}) == len(SCRIPTS)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script["name"])
def test_a_conversation_goes_alike(citizens: list[Citizen], script: dict[str, Any]):
    for turn in script["turns"]:
        read = {citizen.channel: as_read(_take(citizen, turn)) for citizen in citizens}
        for words in turn.get("reads", []):
            assert words.lower() in read["rest"].lower(), (words, read["rest"])
        for words in turn.get("never", []):
            assert words.lower() not in read["rest"].lower()
        assert read == dict.fromkeys(read, read["rest"])


def _take(citizen: Citizen, turn: dict[str, Any]) -> list[str]:
    return citizen.tap(turn["tap"]) if "tap" in turn else citizen.say(turn["say"])
