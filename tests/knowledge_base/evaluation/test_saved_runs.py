import json

import pytest

from knowledge_base.errors import InvalidInput
from knowledge_base.evaluation import KINDS, evaluate
from knowledge_base.evaluation.saved import load, save, whole_json


@pytest.fixture
def evaluation(scripted, outcome, row):
    search = scripted({"Tách hộ": outcome("answer", "1", "2")})
    return evaluate(search, [row("Tách hộ", "2", sections=["whole"])])


def test_a_run_is_saved_with_its_configuration(evaluation, tmp_path):
    save(evaluation, {"file": "x.jsonl"}, tmp_path / "run")
    (line,) = (tmp_path / "run" / "rows.jsonl").read_text(encoding="utf-8").splitlines()
    saved = json.loads(line)
    assert (saved["question"], saved["found"], saved["rank"]) == ("Tách hộ", ["1", "2"], 2)
    assert (saved["section_right"], saved["right"]) == (True, False)
    aggregates = json.loads((tmp_path / "run" / "aggregates.json").read_text(encoding="utf-8"))
    assert aggregates["mrr_at_10"] == 0.5
    configuration = (tmp_path / "run" / "configuration.json").read_text(encoding="utf-8")
    assert json.loads(configuration) == {"file": "x.jsonl"}


def test_a_saved_run_is_read_as_it_was(evaluation, tmp_path):
    save(evaluation, {}, tmp_path / "run")
    as_json = tmp_path / "run.json"
    as_json.write_text(json.dumps(whole_json(evaluation, {})), "utf-8")
    for path in (tmp_path / "run", as_json):
        found = load(path)
        assert found.kind is KINDS["retrieval"]
        assert found.rows == evaluation.rows


def test_a_folder_that_cannot_be_written_is_bad_input(evaluation, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(InvalidInput, match="cannot be written"):
        save(evaluation, {}, tmp_path / "file")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not JSON"),
        ("[1]", "no JSON object"),
        ("{}", "its kind is None"),
        ('{"kind": "taste"}', "its kind is 'taste'"),
        ('{"kind": ["retrieval"]}', "its kind is"),
        ('{"kind": "retrieval", "n": 3}', "no rows in it"),
        ('{"kind": "intents", "rows": [{"id": "1"}]}', "row 1: text"),
    ],
)
def test_what_is_no_saved_run_is_told(tmp_path, text, message):
    path = tmp_path / "run.json"
    path.write_text(text, "utf-8")
    with pytest.raises(InvalidInput, match=message):
        load(path)


def test_a_folder_without_a_run_is_told(tmp_path):
    with pytest.raises(InvalidInput, match=r"aggregates\.json: cannot be read"):
        load(tmp_path)
