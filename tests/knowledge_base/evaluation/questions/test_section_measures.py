import pytest

from knowledge_base.evaluation import summarise
from knowledge_base.evaluation.questions.searching import search_rows
from knowledge_base.evaluation.questions.sections import SECTIONS


@pytest.fixture
def run(scripted, outcome, row):
    def make(*pairs):
        """(asked, found) sections of each row → the evaluation."""
        outcomes, rows = {}, []
        for number, (asked, found) in enumerate(pairs):
            outcomes[str(number)] = outcome("answer", "1", sections=found)
            rows.append(row(str(number), "1", sections=asked))
        return summarise(SECTIONS, search_rows(scripted(outcomes), rows))

    return make


def test_one_right_part_the_very_same_set_and_single_parts(run):
    found = run(
        (("fee",), ("fee",)),
        (("fee", "time"), ("time", "where")),
        (("where",), ("whole",)),
    )
    assert found.total["section_accuracy"] == pytest.approx(2 / 3, abs=1e-4)
    assert found.total["exact_share"] == pytest.approx(1 / 3, abs=1e-4)
    assert found.total["precision"] == 0.5
    assert found.total["recall"] == 0.5
    assert found.total["f1"] == 0.5


def test_order_does_not_matter(run):
    assert run((("fee", "time"), ("time", "fee"))).total["exact_share"] == 1.0


def test_scores_of_each_part(run):
    scores = run((("fee",), ("fee", "time")), (("time",), ("time",))).details["by_section"]
    assert scores["time"] == {"precision": 0.5, "recall": 1.0, "f1": 0.6667, "support": 1}
    assert scores["fee"]["f1"] == 1.0


def test_a_missed_part_is_held_against_what_was_found_instead(run):
    found = run(
        (("fee", "time"), ("fee", "where")),
        (("who",), ("fee", "whole")),
        (("form", "fee"), ("fee",)),
    )
    assert found.details["confusion"] == {
        "fee": {"fee": 2},
        "form": {"none": 1},
        "time": {"where": 1},
        "who": {"fee": 1, "whole": 1},
    }


def test_rows_without_sections_do_not_count(run):
    found = run((("fee",), ("fee",)), ((), ("whole",)))
    assert found.total["exact_share"] == 1.0
    assert "whole" not in found.details["by_section"]
    assert found.total.statistics["macro_f1"] == 1.0
