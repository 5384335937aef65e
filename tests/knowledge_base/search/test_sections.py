"""Reading the asked sections: names and stories must not be taken for questions."""

from __future__ import annotations

import shutil
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.settings import ROOT
from knowledge_base.errors import SetupFailed
from knowledge_base.model import Section
from knowledge_base.search.sections import SectionReader
from knowledge_base.search.sections.cues import CueFinder, Phrase, Strength
from knowledge_base.search.sections.examples import load_examples
from knowledge_base.search.sections.model import SectionModel, asked
from knowledge_base.search.sections.reader import read_cues
from knowledge_base.search.sections.train import FOLDER, WEIGHTS, figures, main, unseen_scores

DATA = ROOT / "data" / "search"


@pytest.fixture(scope="module")
def reader() -> SectionReader:
    return SectionReader.load(DATA)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("xin phép bán thuốc nổ cần những giấy tờ nào", "documents"),
        ("nhờ em ruột đi lãnh giùm có được không", "who"),
        ("thợ điện có bị thu hồi chứng chỉ không", "conditions"),
        ("lam lai the nha bao bao nhieu tien", "fee"),
        ("giấy phép trông xe thì ai cấp, mấy ngày xong", "time"),
        ("đơn xin nuôi yến theo mẫu nào", "form"),
        ("nghị định nào quy định giấy phép nuôi yến", "basis"),
    ],
)
def test_plain_questions(reader: SectionReader, question: str, asked: str):
    assert Section(asked) in reader.sections(question)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        # A cue inside the procedure's name asks for nothing.
        ("Ngân hàng hợp tác và tổ chức tín dụng phi ngân hàng nộp đơn ở đâu?", "where"),
        ("giấy chứng nhận đủ điều kiện dạy lái xe bao lâu có", "time"),
        ("vận chuyển tiền chất thuốc nổ nộp hồ sơ chỗ nào", "where"),
        # Nor does one in the story.
        ("Nhà bị trộm lấy hết giấy tờ. Làm lại thẻ nhà báo ở đâu?", "where"),
        ("tui ở trọ tại nhà cô ruột, làm tạm trú mấy ngày xong", "time"),
    ],
)
def test_names_and_stories_ask_for_nothing(reader: SectionReader, question: str, asked: str):
    assert reader.sections(question) == [Section(asked)]


def test_several_sections_come_in_the_order_asked(reader: SectionReader):
    question = "làm thẻ nhà báo ở đâu, cần giấy tờ gì, hết bao nhiêu tiền"
    assert reader.sections(question) == [Section.WHERE, Section.DOCUMENTS, Section.FEE]


def test_the_whole_comes_last(reader: SectionReader):
    found = reader.sections("thủ tục làm thẻ nhà báo thế nào, lệ phí bao nhiêu")
    assert found[0] is Section.FEE


@pytest.mark.parametrize("text", ["", "?!", "🙂"])
def test_nothing_asks_for_the_whole(reader: SectionReader, text: str):
    assert reader.sections(text) == [Section.WHOLE]


def test_the_subject_keeps_names_that_look_like_cues(reader: SectionReader):
    subject = reader.subject("tổ chức tín dụng phi ngân hàng lệ phí bao nhiêu")
    assert subject == "tổ chức tín dụng phi ngân hàng"


def test_a_subject_of_nothing_but_cues_stays(reader: SectionReader):
    assert reader.subject("lệ phí bao nhiêu") == "lệ phí bao nhiêu"


@pytest.mark.parametrize(
    ("text", "follow_up"),
    [
        ("còn lệ phí thì sao?", True),
        ("the nop online duoc khong", True),
        ("lệ phí khai sinh", False),
        ("cảm ơn", False),
    ],
)
def test_follow_ups(reader: SectionReader, text: str, follow_up: bool):
    assert reader.is_follow_up(text) is follow_up


def finder() -> CueFinder:
    return CueFinder(
        [
            Phrase("phí", Section.FEE, Strength.PLAIN),
            Phrase("mai táng phí", None, Strength.NAME),
            Phrase("phí bao nhiêu", Section.FEE, Strength.ALWAYS),
        ]
    )


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("nộp phí trông xe", "nộp trông xe"),
        ("ngân hàng và phi ngân hàng", "ngân hàng và phi ngân hàng"),
        ("nop phi trong xe", "nop trong xe"),
        ("trợ cấp mai táng phí", "trợ cấp mai táng phí"),
        ("trông xe phí bao nhiêu", "trông xe"),
    ],
)
def test_phrases_mind_diacritics_where_there_are_any(text: str, rest: str):
    assert finder().cut(text) == rest


def test_what_staff_list_as_always_is_named(tmp_path):
    for name in ("sections.yml", "follow_up.yml", WEIGHTS):
        (tmp_path / name).write_text((DATA / name).read_text(encoding="utf-8"), encoding="utf-8")
    listed = (DATA / "sections.yml").read_text(encoding="utf-8")
    question = "thẻ nhà báo được mấy cái tem"
    assert Section.FORM not in SectionReader.load(tmp_path).sections(question)
    changed = listed.replace("always:\n", "always:\n  form: [mấy cái tem]\n", 1)
    (tmp_path / "sections.yml").write_text(changed, encoding="utf-8")
    assert Section.FORM in SectionReader.load(tmp_path).sections(question)


@pytest.mark.parametrize("content", [None, "{}", "[]", "no json"])
def test_broken_weights_are_named(tmp_path, content: str | None):
    path = tmp_path / WEIGHTS
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(SetupFailed, match=WEIGHTS):
        SectionModel.load(path)


def test_broken_phrases_are_named(tmp_path):
    (tmp_path / "sections.yml").write_text("cues: {price: [giá]}\n", encoding="utf-8")
    with pytest.raises(SetupFailed, match=r"sections\.yml"):
        read_cues(tmp_path)


def test_the_same_data_give_the_same_weights(tmp_path, monkeypatch):
    for path in FOLDER.glob("sections*.yml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "section_frames.yml").write_bytes((FOLDER / "section_frames.yml").read_bytes())
    shutil.copytree(FOLDER / "section_examples", tmp_path / "section_examples")
    monkeypatch.setattr("knowledge_base.search.sections.train.FOLDER", tmp_path)
    main([])
    assert (tmp_path / WEIGHTS).read_bytes() == (FOLDER / WEIGHTS).read_bytes()


def test_the_shipped_weights_are_small():
    assert (FOLDER / WEIGHTS).stat().st_size < 1_000_000


def test_other_writers_are_read():
    examples = load_examples(FOLDER)
    unseen = {"farmer", "forum", "student"}
    theirs = [example for example in examples if example.writer in unseen]
    found = figures(theirs, unseen_scores(examples, read_cues(FOLDER)[1], unseen))
    assert found["at_least_one"] > 0.9
    assert found["f1"] > 0.83


def test_what_is_nearly_best_is_asked_too():
    doubtful, clear, two = [-2.0, -3.0, -4.0], [5.0, -0.9, -4.0], [5.0, -0.3, -4.0]
    assert asked(np.array([doubtful, clear, two])).tolist() == [
        [True, True, False],
        [True, False, False],
        [True, True, False],
    ]


def test_a_question_written_twice_is_named(tmp_path):
    (tmp_path / "section_examples").mkdir()
    for writer in ("one", "two"):
        path = tmp_path / "section_examples" / f"{writer}.yml"
        path.write_text("fee: [lệ phí bao nhiêu]\n", encoding="utf-8")
    with pytest.raises(SetupFailed, match="twice"):
        load_examples(tmp_path)


def test_missing_questions_are_named(tmp_path):
    with pytest.raises(SetupFailed, match="section_examples"):
        load_examples(tmp_path)


def test_no_example_is_a_golden_question():
    golden = ROOT / "tests" / "golden"
    files = ("seed_questions.jsonl", "people.jsonl")
    folded = "".join((golden / name).read_text(encoding="utf-8") for name in files).casefold()
    long = [item.text for item in load_examples(FOLDER) if len(item.text.split()) > 5]
    assert [text for text in long if f'"{text.casefold()}"' in folded] == []


def test_a_message_takes_well_under_a_millisecond(reader: SectionReader):
    texts = [example.text for example in load_examples(FOLDER)]
    started = time.perf_counter()
    for text in texts:
        reader.sections(text)
    # Measured .15 ms; the bound leaves room for a busy machine.
    assert (time.perf_counter() - started) / len(texts) < 0.001


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=200))
def test_no_text_breaks_it(reader: SectionReader, text: str):
    found = reader.sections(text)
    assert found
    assert len(found) == len(set(found))
    assert reader.is_follow_up(text) in (True, False)
