from pathlib import Path

import pytest
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.entity_extractor import RuleEntityExtractor
from bot.nlu.normaliser import TYPED_TEXT, VietnameseNormaliser
from bot.nlu.text_repair import TextRepairer
from knowledge_base.entities import EntityFinder


@pytest.fixture(scope="module")
def component() -> RuleEntityExtractor:
    return RuleEntityExtractor(EntityFinder())


def test_adds_entities_and_leaves_commands(component: RuleEntityExtractor):
    typed, button = Message({TEXT: "sở y tế"}), Message({TEXT: '/choose{"code":"1.001193"}'})
    component.process([typed, button])
    assert typed.get(ENTITIES) == [
        {
            "entity": "department",
            "value": "Sở Y tế",
            "start": 0,
            "end": 7,
            "doubts": [],
            "extractor": "RuleEntityExtractor",
        }
    ]
    assert button.get(ENTITIES) is None


def test_keeps_entities_found_before(component: RuleEntityExtractor):
    message = Message({TEXT: "mã 1.001193", ENTITIES: [{"entity": "section", "value": "fee"}]})
    component.process([message])
    assert [item["entity"] for item in message.get(ENTITIES)] == ["section", "code"]


def test_reads_what_was_typed_and_not_what_was_made_of_it(component: RuleEntityExtractor):
    message = Message({TEXT: "hẹnn thứ 3 tuần sau ở p5 q3"})
    VietnameseNormaliser(TextRepairer(None)).process([message])
    component.process([message])
    typed = message.get(TYPED_TEXT)
    found = {item["entity"]: typed[item["start"] : item["end"]] for item in message.get(ENTITIES)}
    assert found == {"when": "thứ 3 tuần sau", "ward": "p5 q3"}


def test_new_names_change_the_fingerprint(tmp_path: Path):
    default = RuleEntityExtractor.fingerprint_addon(RuleEntityExtractor.get_default_config())
    other = tmp_path / "other.yml"
    other.write_text("departments: []", encoding="utf-8")
    assert RuleEntityExtractor.fingerprint_addon({"departments": str(other)}) != default
