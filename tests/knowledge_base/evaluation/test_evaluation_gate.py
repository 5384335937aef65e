from pathlib import Path

import pytest

from knowledge_base.errors import InvalidInput
from knowledge_base.evaluation.gate import Bounds, FileThresholds, load_thresholds, shortfalls
from knowledge_base.evaluation.measuring.aggregate import Aggregate
from knowledge_base.evaluation.suite import run_file

THRESHOLDS = Path(__file__).parents[3] / "data" / "evaluation" / "thresholds.yml"
HALF = Aggregate(
    n=2,
    values={"recall_at_1": 0.5, "false_decline_rate": 0.5, "decline_recall": None},
    intervals={},
    statistics={},
)


def test_the_kept_thresholds_are_valid():
    thresholds = load_thresholds(THRESHOLDS)
    assert 0 < thresholds.dev_imported.stripped.at_least["recall_at_1"] < 1
    assert 0 < thresholds.golden.as_written.at_least["recall_at_3"] < 1


def test_reaching_a_threshold_exactly_passes():
    bounds = Bounds(at_least={"recall_at_1": 0.5}, at_most={"false_decline_rate": 0.5})
    assert shortfalls("dev", HALF, bounds) == []


def test_missing_either_kind_of_threshold_is_told():
    bounds = Bounds(at_least={"recall_at_1": 0.51}, at_most={"false_decline_rate": 0.49})
    missed = shortfalls("dev", HALF, bounds)
    assert [(item.measure, item.value, item.bound) for item in missed] == [
        ("recall_at_1", 0.5, "≥"),
        ("false_decline_rate", 0.5, "≤"),
    ]


def test_what_was_not_measured_does_not_pass():
    (missed,) = shortfalls("dev", HALF, Bounds(at_least={"decline_recall": 0.0}))
    assert missed.value is None


@pytest.mark.parametrize(
    "text",
    [
        "golden: {}",
        "golden: {as_written: {at_least: {recall_at_2: 0.5}}}\ndev_imported: {}\ndev_served: {}\n"
        "people: {}\nintents: {accuracy: 0.9}",
        "golden: {written: {}}\ndev_imported: {}\ndev_served: {}\n"
        "people: {}\nintents: {accuracy: 0.9}",
        "golden: [",
    ],
)
def test_a_broken_file_is_an_error(tmp_path, text):
    path = tmp_path / "thresholds.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"thresholds\.yml"):
        load_thresholds(path)


def test_both_ways_of_a_file_are_held_to_their_own_thresholds(scripted, outcome, row):
    search = scripted({"Tách hộ": outcome("answer", "1"), "Tach ho": outcome("answer", "2", "1")})
    bounds = Bounds(at_least={"recall_at_1": 0.5})
    seen = []
    run = run_file(
        "golden",
        search,
        [row("Tách hộ", "1")],
        FileThresholds(as_written=bounds, stripped=bounds),
        lambda done, total: seen.append((done, total)),
    )
    assert seen == [(1, 2), (2, 2)]
    assert [item.run for item in run.shortfalls] == ["golden, stripped"]
    assert run.to_json()["shortfalls"][0]["measure"] == "recall_at_1"
    assert run.to_json()["as_written"]["recall_at_1"] == 1.0
