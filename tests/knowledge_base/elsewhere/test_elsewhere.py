"""Matters of others: files are valid, nothing in them is ours, bad files are refused by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest

from knowledge_base.elsewhere import Matter, load_elsewhere
from knowledge_base.errors import InvalidInput, SeedError
from knowledge_base.everyday import load_everyday
from knowledge_base.seed import load_seed
from knowledge_base.text.fold import fold

SEED_FOLDER = Path(__file__).resolve().parents[3] / "data" / "procedures"

ENTRY = """
- name: Đăng ký thử nghiệm
  names: [thử nghiệm]
  questions: [Đăng ký thử nghiệm ở đâu]
"""
SURE = "  who: cơ quan thử nghiệm\n  basis: Luật Thử nghiệm (1/2000/QH10)\n"


@pytest.fixture(scope="module")
def matters() -> list[Matter]:
    return load_elsewhere()


def our_words() -> dict[str, set[str]]:
    """Codes by every folded name and question that leads to a procedure of ours."""
    found: dict[str, set[str]] = defaultdict(set)
    for item in load_seed(SEED_FOLDER):
        for text in (item.name, *item.everyday_names, *item.questions):
            found[fold(text)].add(item.code)
    for code, words in load_everyday().items():
        for text in (*words.names, *words.questions):
            found[fold(text)].add(code)
    return found


def write(folder: Path, name: str, entry: str) -> None:
    (folder / name).write_text(f"field: Thử\nmatters:{entry}", encoding="utf-8")


def shared(texts: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    owners: dict[str, set[str]] = defaultdict(set)
    for text, owner in texts:
        owners[fold(text)].add(owner)
    return {text: names for text, names in owners.items() if len(names) > 1}


def test_the_shipped_matters_are_many_and_well_described(matters: list[Matter]):
    assert len(matters) >= 250
    assert len({matter.field for matter in matters}) >= 15
    thin = [
        matter.name
        for matter in matters
        if not 3 <= len(matter.names) <= 8 or not 3 <= len(matter.questions) <= 6
    ]
    assert not thin


def test_a_body_is_named_by_a_numbered_or_dated_act(matters: list[Matter]):
    sure = [matter for matter in matters if not matter.unconfirmed]
    assert len(sure) > 80
    assert not [m.name for m in sure if not any(char.isdigit() for char in m.basis or "")]


def test_no_name_leads_to_two_matters(matters: list[Matter]):
    assert not shared((text, m.name) for m in matters for text in (m.name, *m.names))


def test_no_question_leads_to_two_matters(matters: list[Matter]):
    assert not shared((text, m.name) for m in matters for text in m.questions)


def test_no_name_is_said_twice_in_one_matter(matters: list[Matter]):
    twice = [
        m.name
        for m in matters
        if len({fold(text) for text in m.names} - {fold(m.name)}) < len(m.names)
    ]
    assert not twice


def test_who_holds_a_matter_is_in_our_knowledge(matters: list[Matter]):
    known = {item.code for item in load_seed(SEED_FOLDER)} | set(load_everyday())
    held = {code for matter in matters for code in matter.held_by}
    assert held
    assert held <= known


def test_nothing_that_leads_to_a_procedure_of_ours_stands_here(matters: list[Matter]):
    ours = our_words()
    wrong = [
        (matter.name, text)
        for matter in matters
        for text in (matter.name, *matter.names, *matter.questions)
        if ours.get(fold(text), set()) - set(matter.held_by)
    ]
    assert not wrong


def test_a_matter_is_read_with_its_field_and_a_code_of_its_own(tmp_path: Path):
    write(tmp_path, "a.yml", ENTRY + SURE + '  held_by: ["1.000001"]\n')
    [matter] = load_elsewhere(tmp_path)
    assert (matter.field, matter.who) == ("Thử", "cơ quan thử nghiệm")
    assert matter.held_by == ("1.000001",)
    assert matter.code == "elsewhere:dang-ky-thu-nghiem"


def test_a_name_in_two_files_is_refused_however_it_is_accented(tmp_path: Path):
    write(tmp_path, "a.yml", ENTRY + SURE)
    write(tmp_path, "b.yml", ENTRY.replace("Đăng ký", "Dang ky") + SURE)
    with pytest.raises(SeedError, match=r"b\.yml.*Dang ky"):
        load_elsewhere(tmp_path)


@pytest.mark.parametrize(
    "rest",
    [
        "",  # neither who nor unconfirmed
        "  who: ai đó\n",
        "  basis: Luật (1/2000/QH10)\n",
        SURE + "  unconfirmed: true\n",
        SURE + "  held_by: [abc]\n",
        SURE + "  whom: ai đó\n",
    ],
)
def test_a_bad_entry_is_refused_by_file(tmp_path: Path, rest: str):
    write(tmp_path, "bad.yml", ENTRY + rest)
    with pytest.raises(InvalidInput, match=r"bad\.yml"):
        load_elsewhere(tmp_path)


@pytest.mark.parametrize(
    "content", ["[1", "[]", "field: Thử", "matters: []", "{field: a, matters: [x]}"]
)
def test_a_file_of_another_shape_is_refused_by_name(tmp_path: Path, content: str):
    (tmp_path / "bad.yml").write_text(content, encoding="utf-8")
    with pytest.raises(SeedError, match=r"bad\.yml"):
        load_elsewhere(tmp_path)
