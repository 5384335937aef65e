from pathlib import Path

import pytest
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.entity_extractor import GazetteerEntityExtractor
from bot.nlu.gazetteer import Gazetteer

CENTRE = Path(__file__).resolve().parents[2] / "data" / "centre" / "centre.yml"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load(CENTRE)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("sở xây dựng tầng mấy", "Sở Xây dựng"),
        ("so xay dung o dau", "Sở Xây dựng"),
        ("SXD khu nào", "Sở Xây dựng"),
        ("quầy sở tài nguyên và môi trường", "Sở Nông nghiệp và Môi trường"),
        ("sở quy hoạch - kiến trúc", "Sở Quy hoạch - Kiến trúc"),
        ("so quy hoach kien truc", "Sở Quy hoạch - Kiến trúc"),
        ("hepza tầng mấy", "Ban Quản lý các khu chế xuất và công nghiệp"),
    ],
)
def test_finds_departments_by_any_name(gazetteer: Gazetteer, text: str, name: str):
    found = gazetteer.find(text)
    assert [(item.kind, item.value) for item in found] == [("department", name)]


def test_takes_the_longest_name(gazetteer: Gazetteer):
    text = "em lên sở nông nghiệp và môi trường"
    (found,) = gazetteer.find(text)
    assert text[found.start : found.end] == "sở nông nghiệp và môi trường"


@pytest.mark.parametrize("text", ["mã 1.001193 ạ", "1.001193.000.00.00.H29", "(1.001193)."])
def test_finds_procedure_codes(gazetteer: Gazetteer, text: str):
    assert [item.value for item in gazetteer.find(text) if item.kind == "code"] == ["1.001193"]


@pytest.mark.parametrize("text", ["11.001193", "1.0011935", "3.1.001193", "50.000 đồng", "079"])
def test_other_numbers_are_no_codes(gazetteer: Gazetteer, text: str):
    assert gazetteer.find(text) == []


def test_refuses_a_name_of_two_departments():
    with pytest.raises(ValueError, match="two departments"):
        Gazetteer([("y tế", "Sở Y tế"), ("Y TE", "Sở Xây dựng")])


def test_refuses_an_empty_list():
    with pytest.raises(ValueError, match="no departments"):
        Gazetteer([])


def test_the_component_adds_entities_and_leaves_commands(gazetteer: Gazetteer):
    component = GazetteerEntityExtractor(gazetteer)
    typed, button = Message({TEXT: "sở y tế"}), Message({TEXT: '/choose{"code":"1.001193"}'})
    component.process([typed, button])
    assert typed.get(ENTITIES) == [
        {
            "entity": "department",
            "value": "Sở Y tế",
            "start": 0,
            "end": 7,
            "extractor": "GazetteerEntityExtractor",
        }
    ]
    assert button.get(ENTITIES) is None


def test_new_names_change_the_fingerprint(tmp_path: Path):
    default = GazetteerEntityExtractor.fingerprint_addon(
        GazetteerEntityExtractor.get_default_config()
    )
    other = tmp_path / "other.yml"
    other.write_text("departments: []", encoding="utf-8")
    assert GazetteerEntityExtractor.fingerprint_addon({"departments": str(other)}) != default
