import io

from rich.console import Console

from knowledge_base.evaluation import evaluate
from knowledge_base.evaluation.gate import Shortfall
from knowledge_base.evaluation.tables import (
    confused_lines,
    group_table,
    shortfall_lines,
    summary_lines,
)


def rendered(table):
    out = Console(file=io.StringIO(), width=80)
    out.print(table)
    return out.file.getvalue()


def test_the_table_shows_every_set_both_ways(scripted, outcome, row):
    search = scripted(
        {
            "Tách hộ": outcome("answer", "1"),
            "Tach ho": outcome("answer", "2", "1"),
            "Mưa": outcome("decline"),
            "Mua": outcome("answer", "1"),
        }
    )
    rows = [row("Tách hộ", "1", set="people"), row("Mưa", set="out")]
    written, stripped = evaluate(search, rows), evaluate(search, rows, strip_diacritics=True)
    lines = rendered(group_table("golden", written, stripped)).splitlines()
    (people,) = [line for line in lines if "people" in line]
    cells = people.split()
    assert cells == [
        "people", "1", "1.000", "1.000", "1.000", "–", "0.000", "0.000", "–", "0.000", "1.000",
    ]  # fmt: skip
    assert any("all" in line and "2" in line for line in lines)


def test_without_a_stripped_run_its_columns_are_left_out(scripted, outcome, row):
    search = scripted({"x": outcome("answer", "1")})
    assert "bare" not in rendered(group_table("dev", evaluate(search, [row("x", "1")])))


def test_the_summary_gives_intervals_and_latency(scripted, outcome, row):
    search = scripted({"x": outcome("answer", "1")})
    intervals, latency = summary_lines(evaluate(search, [row("x", "1")]))
    assert "recall_at_1 1.000–1.000" in intervals
    assert "p95" in latency


def test_shortfalls_are_told_in_one_line_each():
    lines = shortfall_lines(
        [
            Shortfall("dev, stripped", "recall_at_1", 0.401, "≥", 0.45),
            Shortfall("golden, as written", "decline_recall", None, "≥", 0.9),
        ]
    )
    assert list(lines) == [
        "dev, stripped: recall_at_1 is 0.401, threshold ≥ 0.450",
        "golden, as written: decline_recall is not measured, threshold ≥ 0.900",
    ]


def test_variants_have_lines_where_there_are_several(scripted, outcome, row):
    search = scripted({"x": outcome("answer", "1"), "y": outcome("answer", "1")})
    rows = [row("x", "1", variant="plain"), row("y", "1", variant="[bold]")]
    table = rendered(group_table("golden", evaluate(search, rows)))
    assert "(plain)" in table
    assert "([bold])" in table
    assert "(plain)" not in rendered(group_table("golden", evaluate(search, rows[:1])))


def test_the_most_frequent_confusion_comes_first():
    lines = list(confused_lines({"a": {"a": 9, "b": 1}, "b": {"a": 3}}))
    assert [line.split() for line in lines] == [
        ["3", "b", "taken", "for", "a"],
        ["1", "a", "taken", "for", "b"],
    ]
