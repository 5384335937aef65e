"""Words of anger and sensitive matters: heard with and without diacritics, and rarely wrongly."""

import json
from pathlib import Path

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.handover.nlu import PersonNeeded
from bot.handover.phrases import load_angry, load_matters, load_resume
from bot.nlu.normaliser import TYPED_TEXT

GOLDEN = Path(__file__).resolve().parents[2] / "golden"


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("tôi muốn tự tử", "suicide"),
        ("toi khong muon song nua", "suicide"),
        ("Chồng tôi ĐÁNH tôi hoài", "domestic_violence"),
        ("em bi chong danh", "domestic_violence"),
        ("cháu bị đánh đập ở trường", "child_abuse"),
        ("muốn tố cáo cán bộ phường", "corruption"),
        ("can bo voi tien toi", "corruption"),
        ("bị lộ căn cước thì sao", "leak"),
        # The same letters, the same words in a calm question.
        ("cứ từ từ em ơi", None),
        ("tu tu thoi", None),
        ("thủ tục tố cáo nộp ở đâu", None),
        ("giải quyết tố cáo mất bao lâu", None),
        ("quyết định cấm tiếp xúc bạo lực gia đình", None),
        ("giấy chứng tử", None),
        ("khai tử cho ba tôi", None),
        ("", None),
    ],
)
def test_matters(text: str, matter):
    assert load_matters().find(text) == matter


@pytest.mark.parametrize(
    ("text", "angry"),
    [
        ("làm ăn kiểu gì vậy, bực mình quá", True),
        ("tuc qua roi", True),
        ("đồ NGU", True),
        ("đám cưới tháng sau", False),
        ("dm so bao nhieu", False),
        ("đm hỏi hoài", True),
        ("người ngu ngơ", False),
        ("em bị bệnh, mệt quá không đi được", False),
    ],
)
def test_anger(text: str, angry: bool):
    assert load_angry().stand_in(text) is angry


def test_the_assistant_is_called_back_by_a_message_of_its_own_only():
    assert load_resume().are("Gặp lại trợ lý!")
    assert load_resume().are("thoi khoi gap can bo nha em")
    assert not load_resume().are("gặp lại trợ lý hôm qua nói gì nhỉ")


def rows(name: str) -> list[dict]:
    lines = (GOLDEN / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_hardly_a_question_of_the_golden_ones_is_taken_for_a_sensitive_matter():
    """What people ask of procedures is answered, not handed over."""
    questions = [row["question"] for row in rows("people.jsonl") if "question" in row]
    questions += [row["question"] for row in rows("seed_questions.jsonl") if "question" in row]
    questions += [r["text"] for r in rows("intents.jsonl") if r["intent"] != "sensitive_matter"]
    assert len(questions) > 500
    assert [text for text in questions if load_matters().find(text)] == []


def test_the_component_makes_it_the_intent_and_leaves_buttons_alone():
    heard = Message(
        {"text": "x", TYPED_TEXT: "bực mình quá, cán bộ vòi tiền", "intent": {"name": "y"}}
    )
    button = Message({"text": "/choose", "intent": {"name": "choose"}})
    PersonNeeded(load_matters(), load_angry()).process([heard, button])
    assert heard.get("intent")["name"] == "sensitive_matter"
    assert {item["entity"]: item["value"] for item in heard.get("entities")} == {
        "mood": "angry",
        "matter": "corruption",
    }
    assert button.get("intent")["name"] == "choose"
