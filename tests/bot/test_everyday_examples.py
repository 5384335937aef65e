"""Names of procedures as examples: real ones, and joined with data/nlu by Rasa's own way."""

from pathlib import Path

import pytest
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.constants import INTENT, TEXT

from bot.nlu.everyday import EverydayExamples, everyday_words

ROOT = Path(__file__).resolve().parents[2]
FILE = """
"1.000001": {names: [giấy một, giấy hai, giấy ba], questions: [làm giấy một ở đâu]}
"1.000002": {asked: 0, questions: [giấy bốn là gì]}
"1.000003": {names: [giấy năm]}
"""


def test_every_so_many_are_taken_in_order(tmp_path: Path):
    (tmp_path / "a.yml").write_text(FILE, encoding="utf-8")
    (tmp_path / "b.yml").write_text("", encoding="utf-8")
    importer = EverydayExamples(folder=str(tmp_path), every_name=2, every_question=2)
    examples = importer.get_nlu_data().intent_examples
    texts = [item.get(TEXT) for item in examples]
    assert texts == ["giấy một", "giấy ba", "làm giấy một ở đâu"]
    assert {item.get(INTENT) for item in examples} == {"ask_procedure"}


# Rasa warns of every domain with slots.
@pytest.mark.filterwarnings("ignore:Slot auto-fill")
def test_rasa_reads_them_beside_the_examples_of_data_nlu():
    importer = TrainingDataImporter.load_nlu_importer_from_config(
        str(ROOT / "config.yml"), str(ROOT / "domain"), [str(ROOT / "data" / "nlu")]
    )
    texts = {item.get(TEXT) for item in importer.get_nlu_data().intent_examples}
    names, questions = everyday_words(ROOT / "data" / "everyday")
    assert {names[0], questions[0], "xin chào"} <= texts
    assert len(texts) > 7000
