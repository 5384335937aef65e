import pytest
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.cautious_verdict import CautiousVerdict


def verdict(intent: str, confidence: float, text: str = "giá vàng") -> Message:
    heard = {"name": intent, "confidence": confidence}
    message = Message({TEXT: text, INTENT: heard, INTENT_RANKING_KEY: [heard]})
    CautiousVerdict({"out_of_scope": 0.6}, longest=5).process([message])
    return message


def test_an_unsure_refusal_becomes_a_search():
    message = verdict("out_of_scope", 0.5)
    assert message.get(INTENT)["name"] == "nlu_fallback"
    assert [item["name"] for item in message.get(INTENT_RANKING_KEY)] == [
        "nlu_fallback",
        "out_of_scope",
    ]


@pytest.mark.parametrize("confidence", [0.6, 0.99])
def test_a_sure_refusal_stands(confidence: float):
    assert verdict("out_of_scope", confidence).get(INTENT)["name"] == "out_of_scope"


def test_other_intents_are_left_alone():
    assert verdict("ask_procedure", 0.1).get(INTENT)["name"] == "ask_procedure"


def test_a_long_story_is_searched_however_sure():
    message = verdict("out_of_scope", 0.99, "nhà tôi có con mèo và cần làm giấy")
    assert message.get(INTENT)["name"] == "nlu_fallback"


def test_a_message_without_verdict_passes():
    message = Message({TEXT: "xin chào"})
    CautiousVerdict({"greet": 0.5}, longest=5).process([message])
    assert message.get(INTENT) is None
