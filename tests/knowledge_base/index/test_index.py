"""The index: versioned by content, reuses vectors, swapped while serving."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge_base.elsewhere import Matter
from knowledge_base.encoder import BUILT_IN, load_encoder
from knowledge_base.errors import IndexUnavailable
from knowledge_base.everyday import EverydayWords
from knowledge_base.index import Content, IndexSnapshot, build_index, current_version
from knowledge_base.index.passages import Kind
from knowledge_base.index.words import WordIndex, terms
from knowledge_base.model import Document, Procedure, Source
from knowledge_base.search import IndexHolder

MODEL = Path(__file__).resolve().parents[3] / "models" / "encoder"


@pytest.fixture(scope="module")
def encoder():
    return load_encoder(BUILT_IN, MODEL)


def procedure(number: int, name: str) -> Procedure:
    return Procedure(
        code=f"1.00000{number}",
        name=name,
        field="Thử",
        documents=[Document(name=f"Giấy {name}")],
        source=Source(name="kiểm thử"),
    )


BIRTH, BEES = procedure(1, "Đăng ký khai sinh"), procedure(2, "Cấp thẻ nuôi ong")
DEATH = procedure(3, "Đăng ký khai tử")


def test_the_same_content_is_not_built_again(encoder, tmp_path: Path):
    first = build_index(Content([BIRTH, BEES], "a"), encoder, tmp_path)
    again = build_index(Content([BIRTH, BEES], "a"), encoder, tmp_path)
    assert first.rebuilt
    assert first.encoded == first.passages == 2
    assert not again.rebuilt
    assert again.version == first.version


def test_a_change_encodes_only_what_is_new(encoder, tmp_path: Path):
    build_index(Content([BIRTH, BEES], "a"), encoder, tmp_path)
    report = build_index(Content([BIRTH, BEES, DEATH], "b"), encoder, tmp_path)
    assert (report.encoded, report.reused) == (1, 2)


def test_vectors_survive_the_disk(encoder, tmp_path: Path):
    report = build_index(Content([BIRTH, BEES], "a"), encoder, tmp_path)
    loaded = IndexSnapshot.load(tmp_path / report.version)
    question = encoder.encode(["làm giấy khai sinh"], "query")[0]
    positions, cosines = loaded.vectors.nearest(question, depth=5)
    assert positions[0] == 0
    assert np.isclose(cosines[0], loaded.vectors.vectors()[0] @ question, atol=1e-5)
    own = encoder.encode([BIRTH.name], "passage")[0]
    assert np.isclose(float(loaded.vectors.vectors()[0] @ own), 1, atol=0.01)


def test_everyday_words_lead_to_their_procedure(encoder, tmp_path: Path):
    words = EverydayWords(asked=3, names=("giấy chứng sinh cho bé",), questions=("bé mới đẻ",))
    report = build_index(Content([BIRTH, BEES], "a", {BIRTH.code: words}), encoder, tmp_path)
    loaded = IndexSnapshot.load(tmp_path / report.version)
    assert [(item.kind, item.code) for item in loaded.passages[2:]] == [
        (Kind.EVERYDAY, BIRTH.code),
        (Kind.QUESTION, BIRTH.code),
    ]
    assert loaded.owners.tolist() == [0, 1, 0, 0]
    assert loaded.procedures[0].asked == 3
    other = build_index(Content([BIRTH, BEES], "a"), encoder, tmp_path)
    assert other.version != report.version


def test_words_of_an_unknown_code_do_no_harm(encoder, tmp_path: Path):
    words = {"9.999999": EverydayWords(names=("x",))}
    report = build_index(Content([BIRTH], "a", words), encoder, tmp_path)
    assert report.passages == 1


def test_a_new_version_is_picked_up_while_serving(encoder, tmp_path: Path, monkeypatch):
    monkeypatch.setattr("knowledge_base.search.holder._LOOK_AGAIN_S", 0.0)
    build_index(Content([BIRTH], "a"), encoder, tmp_path)
    holder = IndexHolder(tmp_path, encoder)
    before = holder.current()
    build_index(Content([BIRTH, BEES], "b"), encoder, tmp_path)
    assert len(holder.current().procedures) == 2
    # Who still holds the old version can go on with it.
    assert len(before.procedures) == 1


def test_a_damaged_new_version_leaves_the_old_one_serving(encoder, tmp_path: Path, monkeypatch):
    monkeypatch.setattr("knowledge_base.search.holder._LOOK_AGAIN_S", 0.0)
    build_index(Content([BIRTH], "a"), encoder, tmp_path)
    holder = IndexHolder(tmp_path, encoder)
    assert len(holder.current().procedures) == 1
    report = build_index(Content([BIRTH, BEES], "b"), encoder, tmp_path)
    (tmp_path / report.version / "manifest.json").write_text("{broken")
    assert len(holder.current().procedures) == 1


def test_old_versions_are_dropped_but_not_all(encoder, tmp_path: Path):
    for name in "abcdef":
        build_index(Content([procedure(1, f"Thủ tục {name}")], name), encoder, tmp_path)
    versions = [path for path in tmp_path.iterdir() if path.is_dir() and not path.is_symlink()]
    assert len(versions) == 3
    assert current_version(tmp_path) in {path.name for path in versions}


def test_no_index_is_a_clear_error(encoder, tmp_path: Path):
    with pytest.raises(IndexUnavailable, match="motcua setup"):
        IndexHolder(tmp_path, encoder).current()


def test_words_are_blind_to_diacritics():
    assert terms("Khai sinh") == terms("KHAI SINH") == ["khai", "sinh", "khai_sinh"]
    words = WordIndex.build(["Đăng ký khai sinh", "Cấp thẻ nuôi ong", ""])
    assert words.scores("dang ky khai sinh").argmax() == 0
    assert words.scores("").tolist() == [0, 0, 0]


def test_a_rare_word_weighs_more_than_a_common_one():
    words = WordIndex.build(["cấp thẻ ong", "cấp thẻ xe", "cấp giấy nhà"])
    assert words.weight("ong") > words.weight("the") > words.weight("cap")
    assert words.weight("chua_tung_gap") > words.weight("ong")


def test_matters_of_others_are_found_and_not_counted(encoder, tmp_path: Path):
    matter = Matter(
        field="Tòa án",
        name="Ly hôn",
        names=("ly dị",),
        questions=("ly dị ở đâu",),
        unconfirmed=True,
    )
    report = build_index(Content([BIRTH], "a", matters=[matter]), encoder, tmp_path)
    loaded = IndexSnapshot.load(tmp_path / report.version)
    assert report.procedures == 1
    assert [item.held for item in loaded.procedures] == [True, False]
    assert [loaded.passages[n].text for n in np.flatnonzero(loaded.owners == 1)] == [
        "Ly hôn",
        "ly dị",
        "ly dị ở đâu",
    ]


def test_an_abbreviated_name_is_found_by_its_words(encoder, tmp_path: Path):
    # Titles say "TNHH"; questions are read as "trách nhiệm hữu hạn", however they were typed.
    firm = procedure(4, "Đăng ký thành lập công ty TNHH một thành viên")
    build_index(Content([firm, BEES], "a"), encoder, tmp_path)
    index = IndexSnapshot.load(tmp_path / "current")
    assert index.passages[0].text == firm.name
    assert "trách nhiệm hữu hạn" in index.passages[0].read
    assert index.official_words.scores("trách nhiệm hữu hạn")[0] > 0
    assert index.procedures[0].name == firm.name
