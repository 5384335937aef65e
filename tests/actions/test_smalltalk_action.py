import re
from pathlib import Path

import pytest
import yaml

from actions.smalltalk import STATUS_OF_INTENT, ActionCloseTurn
from tests.actions.conftest import Typed

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("intent", "status"), sorted(STATUS_OF_INTENT.items()))
def test_each_turn_ends_with_its_status_and_is_counted(run, fake, intent, status):
    said = run(ActionCloseTurn(), Typed("…", intent))
    assert said.status["status"] == status
    (record,) = fake.asked("record")
    assert (record["intent"], record["status"], record["person"]) == (intent, status, "web:1")


@pytest.mark.parametrize("http_status", [401, 422, 503])
def test_a_failed_count_is_not_felt(run, fake, http_status):
    fake.fail_with = http_status
    said = run(ActionCloseTurn(), Typed("chào", "greet"))
    assert said.status["status"] == "smalltalk"
    assert said.texts == []


def closed_by_rule() -> set[str]:
    """Intents whose rule ends with ``action_close_turn``."""
    intents = set()
    for path in (ROOT / "data" / "rules").glob("*.yml"):
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]:
            steps = rule["steps"]
            if steps[-1].get("action") == "action_close_turn":
                intents.add(steps[0]["intent"])
    return intents


def test_every_intent_that_a_rule_closes_has_a_status():
    assert closed_by_rule() == set(STATUS_OF_INTENT)


def responses() -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    for path in (ROOT / "domain").glob("*.yml"):
        found |= yaml.safe_load(path.read_text(encoding="utf-8")).get("responses", {})
    return found


@pytest.mark.parametrize("name", sorted(responses()))
def test_what_people_read_is_polite_vietnamese(name: str):
    for variation in responses()[name]:
        assert variation["text"].startswith("Dạ")
        assert len(variation["text"]) <= 600


@pytest.mark.parametrize(
    "name", ["utter_out_of_scope", "utter_bot_challenge", "utter_dossier_status", "utter_complain"]
)
def test_each_refusal_offers_two_ways_on_and_a_person(name: str):
    (variation,) = responses()[name]
    assert 2 <= len(variation["buttons"]) <= 5


def test_every_button_leads_to_an_intent():
    intents = set()
    for path in (ROOT / "domain").glob("*.yml"):
        intents |= set(yaml.safe_load(path.read_text(encoding="utf-8")).get("intents", []))
    for variations in responses().values():
        for button in (b for v in variations for b in v.get("buttons", [])):
            assert re.match(r"/(\w+)", button["payload"])[1] in intents
