import pytest

from knowledge_base.errors import InvalidInput
from knowledge_base.evaluation import summarise
from knowledge_base.evaluation.intents.kind import INTENTS
from knowledge_base.evaluation.intents.rows import Heard, IntentRow, classify_rows
from knowledge_base.evaluation.jsonl import read_jsonl

ROWS = [
    IntentRow(id="1", text="Chào em", intent="greet", set="talk"),
    IntentRow(id="2", text="Cảm ơn", intent="thanks", set="talk"),
    IntentRow(id="3", text="Mấy giờ mở cửa", intent="centre_hours", set="centre"),
]


def classify(verdicts):
    """A classifier that answers from ``verdicts`` and fails on any other text."""
    return lambda texts: (Heard(verdicts[text], 0.9) for text in texts)


def heard(*intents):
    verdicts = dict(zip((row.text for row in ROWS), intents, strict=True))
    return summarise(INTENTS, classify_rows(classify(verdicts), ROWS))


def test_accuracy_macro_f1_and_confusion():
    found = heard("greet", "greet", "nlu_fallback")
    assert found.total["accuracy"] == pytest.approx(1 / 3, abs=1e-4)
    assert found.total["fallback_rate"] == pytest.approx(1 / 3, abs=1e-4)
    assert found.total.statistics["macro_f1"] == pytest.approx((2 / 3) / 3, abs=1e-4)
    assert found.details["confusion"]["thanks"] == {"greet": 1}
    assert found.by_set["talk"]["accuracy"] == 0.5
    assert found.by_set["centre"]["accuracy"] == 0.0


def test_texts_are_stripped_of_diacritics():
    verdicts = {"Chao em": "greet", "Cam on": "thanks", "May gio mo cua": "centre_hours"}
    rows = classify_rows(classify(verdicts), ROWS, strip_diacritics=True)
    assert [row.asked for row in rows] == list(verdicts)
    assert rows[0].text == "Chào em"


def test_a_row_without_an_intent_is_named(tmp_path):
    path = tmp_path / "intents.jsonl"
    path.write_text('{"id": "1", "text": "chào"}\n', "utf-8")
    with pytest.raises(InvalidInput, match="line 1: intent"):
        read_jsonl(path, IntentRow)
