import pytest

from knowledge_base.evaluation.measuring.classes import class_scores, confusion, macro_f1


def test_scores_of_several_labels_a_row():
    scores = class_scores([["fee", "time"], ["fee"], ["where"]], [["fee"], ["fee", "where"], []])
    assert scores["fee"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "support": 2}
    assert scores["time"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "support": 1}
    assert scores["where"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "support": 1}


def test_macro_f1_leaves_out_what_nobody_asked_for():
    scores = class_scores([["a"], ["a"], ["b"]], [["a"], ["other"], ["b"]])
    assert scores["other"]["support"] == 0
    assert macro_f1(scores) == pytest.approx((2 / 3 + 1) / 2, abs=1e-4)
    assert macro_f1({}) is None


def test_no_rows_have_no_classes():
    assert class_scores([], []) == {}


def test_confusion_counts_pairs_in_order_of_names():
    table = confusion([("b", "a"), ("a", "a"), ("b", "b"), ("b", "a")])
    assert table == {"a": {"a": 1}, "b": {"a": 2, "b": 1}}
    assert list(table) == ["a", "b"]
