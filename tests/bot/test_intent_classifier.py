from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.intent_classifier import LinearIntentClassifier
from bot.nlu.tokenizer import UnderthseaTokenizer

EXAMPLES = {
    "greet": ["xin chào", "chào em", "chào anh chị"],
    "book_appointment": ["đặt lịch 8h mai, số 0900000111", "hẹn 9h sáng mai số 0900000222"],
    "choose": ["1", "2", "chọn số 3"],
}


def message(text: str, intent: str | None = None) -> Message:
    made = Message({TEXT: text, INTENT: intent} if intent else {TEXT: text})
    UnderthseaTokenizer(UnderthseaTokenizer.get_default_config()).process([made])
    return made


@pytest.fixture
def loaded(tmp_path: Path) -> LinearIntentClassifier:
    """Trained, written and read again."""
    where = (
        LocalModelStorage(tmp_path),
        Resource("classifier"),
        ExecutionContext(GraphSchema({})),
    )
    config = {**LinearIntentClassifier.get_default_config(), "ranking_length": 2}
    rows = [message(text, intent) for intent, texts in EXAMPLES.items() for text in texts]
    LinearIntentClassifier.create(config, *where).train(TrainingData(rows))
    return LinearIntentClassifier.load(config, *where)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("chào chị", "greet"),
        ("CHAO EM", "greet"),
        ("4", "choose"),
        ("đặt lịch 10h, số 0900 000 333", "book_appointment"),
    ],
)
def test_hears_the_intent(loaded: LinearIntentClassifier, text: str, intent: str):
    (heard,) = loaded.process([message(text)])
    assert heard.get(INTENT)["name"] == intent


def test_the_ranking_is_short_and_falls(loaded: LinearIntentClassifier):
    (heard,) = loaded.process([message("chào em, đặt lịch 8h mai")])
    shares = [item["confidence"] for item in heard.get(INTENT_RANKING_KEY)]
    assert len(shares) == 2
    assert shares == sorted(shares, reverse=True)
    assert heard.get(INTENT) == heard.get(INTENT_RANKING_KEY)[0]


def test_a_message_without_tokens_passes(loaded: LinearIntentClassifier):
    (heard,) = loaded.process([Message({"action_name": "action_listen"})])
    assert heard.get(INTENT) is None
