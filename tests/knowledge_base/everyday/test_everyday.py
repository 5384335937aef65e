"""Everyday words: every file is valid, codes stand once, bad files are refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge_base.errors import SeedError
from knowledge_base.everyday import load_everyday
from knowledge_base.everyday.halves import teaches_encoder
from knowledge_base.text.fold import fold


def test_the_shipped_words_are_valid_and_many():
    words = load_everyday()
    assert len(words) > 2_800
    assert all(item.names or item.questions for item in words.values())
    assert sum(item.asked == 3 for item in words.values()) > 80


def test_no_question_leads_to_two_procedures():
    owners: dict[str, set[str]] = {}
    for code, item in load_everyday().items():
        for question in item.questions:
            owners.setdefault(fold(question), set()).add(code)
    shared = {question: codes for question, codes in owners.items() if len(codes) > 1}
    assert not shared


def test_a_code_in_two_files_is_refused(tmp_path: Path):
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_text('"1.000001": {names: [thử]}\n', encoding="utf-8")
    with pytest.raises(SeedError, match=r"b\.yml.*1\.000001"):
        load_everyday(tmp_path)


@pytest.mark.parametrize(
    "content", ['"1.000001": {asked: 4}', '"abc": {}', '"1.000001": {nams: [x]}', "[1"]
)
def test_a_bad_file_is_refused_by_name(tmp_path: Path, content: str):
    (tmp_path / "bad.yml").write_text(content, encoding="utf-8")
    with pytest.raises(SeedError, match=r"bad\.yml"):
        load_everyday(tmp_path)


def test_questions_fall_in_two_like_halves():
    questions = [text for item in load_everyday().values() for text in item.questions]
    share = sum(map(teaches_encoder, questions)) / len(questions)
    assert 0.47 < share < 0.53
