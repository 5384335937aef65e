import json

import pytest

from knowledge_base.errors import InvalidInput
from knowledge_base.evaluation import Expect, read_rows
from knowledge_base.model import Section

GOOD = {
    "id": "q-1",
    "question": "Làm khai sinh cần gì?",
    "codes": ["1.001193"],
    "expect": "answer",
    "set": "people",
    "variant": None,
    "sections": ["documents"],
    "tone": "plain",
    "sure": 1,
    "annotator": "an extra key",
}


def write(tmp_path, *lines):
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_reads_all_keys_and_ignores_extra_ones(tmp_path):
    (row,) = read_rows(write(tmp_path, json.dumps(GOOD, ensure_ascii=False)))
    assert row.codes == ("1.001193",)
    assert row.expect is Expect.ANSWER
    assert row.sections == (Section.DOCUMENTS,)
    assert (row.set_name, row.variant_name, row.sure) == ("people", "none", 1)


def test_optional_keys_may_be_missing(tmp_path):
    (row,) = read_rows(write(tmp_path, '{"id": "q", "question": "", "expect": "decline"}'))
    assert (row.codes, row.sections, row.set_name, row.tone) == ((), (), "none", None)


def test_skips_empty_lines_and_a_byte_order_mark(tmp_path):
    line = json.dumps(GOOD)
    rows = read_rows(write(tmp_path, "\ufeff" + line, "", "  ", line, ""))
    assert [row.id for row in rows] == ["q-1", "q-1"]


def test_a_line_separator_inside_a_question_is_no_end_of_line(tmp_path):
    line = json.dumps(GOOD | {"question": "một\u2028hai"}, ensure_ascii=False)
    (row,) = read_rows(write(tmp_path, line))
    assert row.question == "một\u2028hai"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2: not JSON"),
        ("[" * 100_000, "line 2: not JSON"),
        ('{"id": "q", "question": "\\ud800", "expect": "decline"}', "line 2: not JSON"),
        ("[1]", "line 2: "),
        (json.dumps(GOOD | {"expect": "maybe"}), "line 2: expect"),
        (json.dumps(GOOD | {"sections": ["price"]}), r"line 2: sections\.0"),
        (json.dumps(GOOD | {"codes": []}), "line 2: .*at least one code"),
        (json.dumps({"id": "q", "expect": "decline"}), "line 2: question"),
    ],
)
def test_a_broken_line_is_named_by_its_number(tmp_path, line, message):
    with pytest.raises(InvalidInput, match=message):
        read_rows(write(tmp_path, json.dumps(GOOD), line))


def test_an_empty_file_is_an_error(tmp_path):
    with pytest.raises(InvalidInput, match="no rows"):
        read_rows(write(tmp_path, "", " "))


def test_a_missing_file_is_an_error(tmp_path):
    with pytest.raises(InvalidInput, match="cannot be read"):
        read_rows(tmp_path / "absent.jsonl")


def test_a_wrong_encoding_is_an_error(tmp_path):
    path = tmp_path / "latin.jsonl"
    path.write_bytes(b'{"id": "\xe0"}')
    with pytest.raises(InvalidInput, match="cannot be read"):
        read_rows(path)
