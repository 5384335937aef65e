from knowledge_base.evaluation import evaluate


def test_ranks_decisions_and_sections_of_each_row(scripted, outcome, row):
    search = scripted(
        {
            "khai sinh": outcome("answer", "1", "2", sections=("fee", "time")),
            "kết hôn": outcome("clarify", "3", "4", "5", sections=("whole",)),
            "thời tiết": outcome("decline", "6"),
        }
    )
    rows = [
        row("khai sinh", "2", "9", sections=["time"], set="a"),
        row("kết hôn", "5", sections=["documents"], set="b"),
        row("thời tiết", set="b", sections=["whole"]),
    ]
    result = evaluate(search, rows)
    assert [item.rank for item in result.rows] == [2, 3, None]
    assert [item.section_right for item in result.rows] == [True, False, None]
    assert result.total["recall_at_3"] == 1.0
    assert result.total["decline_recall"] == 1.0
    assert result.total["clarify_rate"] == 0.5
    assert result.total["section_accuracy"] == 0.5
    assert {name: group.n for name, group in result.by_set.items()} == {"a": 1, "b": 2}
    assert result.by_set["a"]["decline_recall"] is None
    assert list(result.by_variant) == ["none"]


def test_asks_for_ten_results(scripted, outcome, row):
    search = scripted({"x": outcome("answer", "1")})
    evaluate(search, [row("x", "1")])
    assert {limit for _, limit in search.asked} == {10}


def test_strips_diacritics_before_asking(scripted, outcome, row):
    search = scripted({"Tach ho": outcome("answer", "1")})
    result = evaluate(search, [row("Tách hộ", "1")], strip_diacritics=True)
    assert result.rows[0].asked == "Tach ho"
    assert result.rows[0].question == "Tách hộ"
    assert result.total["recall_at_1"] == 1.0


def test_reports_progress(scripted, outcome, row):
    search = scripted({"x": outcome("answer", "1")})
    seen = []
    evaluate(search, [row("x", "1")] * 3, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_whole_matches_only_whole(scripted, outcome, row):
    search = scripted({"x": outcome("answer", "1", sections=("whole",))})
    rows = [row("x", "1", sections=["whole"]), row("x", "1", sections=["fee"])]
    assert [item.section_right for item in evaluate(search, rows).rows] == [True, False]


def test_json_has_the_same_keys_in_every_group(scripted, outcome, row):
    search = scripted({"x": outcome("answer", "1")})
    found = evaluate(search, [row("x", "1", set="a", variant="plain")]).to_json()
    keys = set(found) - {"kind", "by_set", "by_variant", "decisions"}
    assert keys >= {
        "n", "recall_at_1", "recall_at_3", "mrr_at_10", "decline_recall",
        "false_decline_rate", "clarify_rate", "section_accuracy", "intervals", "search_ms",
    }  # fmt: skip
    assert set(found["by_set"]["a"]) == set(found["by_variant"]["plain"]) == keys


def test_names_of_right_procedures_are_kept_where_any_row_met_them(scripted, outcome, row):
    search = scripted({"a": outcome("answer", "1"), "b": outcome("answer", "2")})
    first, second = evaluate(search, [row("a", "2"), row("b", "3")]).rows
    assert first.names == {"1": "Thủ tục 1", "2": "Thủ tục 2"}
    assert second.names == {"2": "Thủ tục 2"}
