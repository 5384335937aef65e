"""The report is one page that needs nothing else, and shows what was measured."""

from html.parser import HTMLParser

import pytest

from knowledge_base.evaluation import KINDS, summarise
from knowledge_base.evaluation.conversations.judge import CHECKS
from knowledge_base.evaluation.conversations.talking import JudgedConversation
from knowledge_base.evaluation.intents.rows import HeardRow
from knowledge_base.evaluation.questions.searching import search_rows
from knowledge_base.evaluation.report import report_page, write_report
from knowledge_base.evaluation.report.charts import matrix
from knowledge_base.evaluation.report.labels import labels
from knowledge_base.model import Section

USED = {
    "file": "golden <1>.jsonl",
    "strip_diacritics": True,
    "finished_at": "2026-11-23T08:30:00+00:00",
}


class Reader(HTMLParser):
    """Collects tags, addresses and text; fails on tags that are not closed in order."""

    VOID = frozenset({"meta"})

    def __init__(self, page):
        super().__init__()
        self.tags, self.addresses, self.text, self._open = [], [], "", []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.addresses += [value for name, value in attributes if name in ("src", "href")]
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        self.text += data


@pytest.fixture
def searched(scripted, outcome, row):
    search = scripted(
        {
            "Tách hộ": outcome("answer", "1", sections=("fee",), probability=0.95),
            "<script>alert(1)</script>": outcome("answer", "2", "1", probability=0.8),
            "Mưa": outcome("decline", "1", probability=0.1),
            "Kết hôn": outcome("clarify", "1", probability=0.6),
        }
    )
    rows = [
        row("Tách hộ", "1", set="people", sections=["fee"]),
        row("<script>alert(1)</script>", "1", set="people", variant="story", sections=["time"]),
        row("Mưa", set="off"),
        row("Kết hôn", "1", set="people", sections=["fee"]),
    ]
    return search_rows(search, rows)


@pytest.fixture
def page(searched):
    return report_page(summarise(KINDS["retrieval"], searched), USED)


def test_the_page_stands_alone(page):
    found = Reader(page)
    assert found.addresses == []
    assert "script" not in found.tags
    assert "url(" not in page
    assert "http" not in page


def test_what_people_typed_is_only_text(page):
    assert "<script>alert" not in page
    found = Reader(page)
    assert "<script>alert(1)</script>" in found.text
    assert "golden <1>.jsonl" in found.text


def test_measures_are_written_as_vietnamese_writes_numbers(page):
    text = Reader(page).text.replace("\N{NO-BREAK SPACE}", " ")
    assert "66,7 %" in text
    assert "23/11/2026 08:30 UTC" in text
    assert "hỏi không dấu" in text


def test_only_misses_are_shown_as_misses(page):
    text = Reader(page).text
    assert "Sai: 1 / 4" in text
    assert "2 Thủ tục 2" in text


def test_intervals_lie_where_the_numbers_say(page):
    assert '<circle cx="66.67%"' in page


def test_asking_back_is_wrong_only_where_there_is_no_answer():
    _, lines = matrix({"answer": {"answer": 3, "clarify": 1}, "decline": {"clarify": 1}})
    tones = {(line.wanted, cell.given): cell.tone for line in lines for cell in line.cells}
    assert tones["answer", "answer"] == "blue"
    assert tones["answer", "clarify"] == "grey"
    assert tones["decline", "clarify"] == "red"
    assert [cell.share for cell in lines[0].cells] == [0.75, 0, 0.25]


@pytest.mark.parametrize("kind", ["retrieval", "sections", "decline"])
def test_every_kind_of_question_has_its_plots(kind, searched):
    found = Reader(report_page(summarise(KINDS[kind], searched), USED))
    titles = {
        "retrieval": ["Quyết định", "Xác suất có đáng tin không", "Phần được hỏi"],
        "sections": ["Phần được hỏi", "Từng phần"],
        "decline": ["Quyết định", "Xác suất có đáng tin không", "Nếu đổi ngưỡng"],
    }
    assert all(title in found.text for title in titles[kind])
    assert "svg" in found.tags


def test_intents_are_shown_against_each_other():
    rows = [
        HeardRow(id="1", text="chào", asked="chào", intent="greet", heard="bye", confidence=0.5)
    ]
    text = Reader(report_page(summarise(KINDS["intents"], rows), USED)).text
    assert "bye (0.50)" in text


def test_a_wrong_conversation_is_shown_whole():
    turn = {"user": "phí?", "asked": "phí?", "expect": {"decision": "answer"}, "heard": None,
            "reply": {"status": "clarified", "text": "Việc nào ạ?"}, "missed": ["decision"],
            "reply_ms": 5.0}  # fmt: skip
    row = JudgedConversation.model_validate({"id": "c", "turns": [turn]})
    text = Reader(report_page(summarise(KINDS["conversations"], [row]), USED)).text
    assert "Việc nào ạ?" in text
    assert "1/1: phí?" in text


def test_rows_without_one_kind_leave_out_what_cannot_be_drawn(searched):
    only_off = [row for row in searched if not row.expects_answer]
    text = Reader(report_page(summarise(KINDS["retrieval"], only_off), USED)).text
    assert "Phần được hỏi" not in text
    assert "Không có dòng nào sai." in text


def test_everything_measured_has_a_vietnamese_name(searched):
    words = labels()
    for kind in KINDS.values():
        assert {"title", "lead", "wrong"} <= words.kinds[kind.name].keys()
        names = [measure.name for measure in kind.measures] + list(kind.statistics([]))
        assert [name for name in names if name not in words.measures] == []
    classes = {*Section, *CHECKS, "answer", "clarify", "decline"}
    assert classes - words.classes.keys() == set()


def test_the_report_is_written(searched, tmp_path):
    path = tmp_path / "report.html"
    write_report(summarise(KINDS["retrieval"], searched), USED, path)
    assert path.read_text("utf-8").startswith("<!doctype html>")
