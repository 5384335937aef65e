import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.errors import ImportFailed
from knowledge_base.text import Restorer
from knowledge_base.text.ngram_training import Options, Source, train
from knowledge_base.text.train_corpus import sentences
from knowledge_base.text.train_diacritics import main, weighted_file

KEEP_ALL = Options(least_word=1, least_foreign=1)
PHRASES = ["mất bằng lái xe", "mặt tiền nhà", "bằng lái xe máy", "mất bằng lái xe máy"]


def _source(*texts: str, weight: float = 1) -> Source:
    return Source([tuple(text.split()) for text in texts], weight)


def test_probabilities_after_every_context_add_up_to_one() -> None:
    model = train([_source(*PHRASES, weight=5), _source("mất xe", "nhà mặt tiền")], KEEP_ALL)
    everything = np.arange(model.size)
    pairs, context = model.score_pairs(everything, everything)
    triples = model.score_triples(everything, everything, everything, context, pairs)
    assert np.exp(model.unigram).sum() == pytest.approx(1)
    # The edge ends a sentence; what follows it is scored as a pair.
    assert np.exp(pairs).sum(axis=1) == pytest.approx(np.ones(model.size))
    assert np.exp(triples).sum(axis=2) == pytest.approx(np.ones((model.size, model.size)))


def test_context_decides_between_spellings() -> None:
    restorer = Restorer(train([_source(*PHRASES)], KEEP_ALL))
    assert restorer.restore("mat bang lai xe")[0].text == "mất bằng lái xe"
    assert restorer.restore("mat tien nha")[0].text == "mặt tiền nhà"


def test_weight_decides_where_context_does_not() -> None:
    light, heavy = _source("sổ", "sổ", "số"), _source("số", weight=10)
    assert Restorer(train([light], KEEP_ALL)).restore("so")[0].text == "sổ"
    assert Restorer(train([light, heavy], KEEP_ALL)).restore("so")[0].text == "số"


def test_rare_spellings_and_foreign_words_are_left_out() -> None:
    source = _source(*["có giấy tờ"] * 2000, "gíấy tờ", *["online"] * 9, *["gov"] * 3)
    vocabulary = train([source]).vocabulary
    assert "giấy" in vocabulary
    assert "online" in vocabulary
    assert not {"gíấy", "gov"} & set(vocabulary)


def test_sentences_of_every_kind_of_file(tmp_path: Path) -> None:
    record = {"ma": "1.1", "tên": "Đăng ký 2 xe. Nộp hồ sơPhí, lệ phí", "en": "Register a car now"}
    expected = {("đăng", "ký", "<num>", "xe"), ("nộp", "hồ", "sơ"), ("phí", "lệ", "phí")}
    line = json.dumps(record, ensure_ascii=False)
    (tmp_path / "a.json").write_text(f"[{line}]", encoding="utf-8")
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(f"{line}\n{line}\n".encode()))
    (tmp_path / "c.yml").write_text(
        f"- {json.dumps(record['tên'], ensure_ascii=False)}\n", encoding="utf-8"
    )
    for name in ("a.json", "b.jsonl.gz", "c.yml"):
        assert set(sentences(tmp_path / name)) == expected
    (tmp_path / "d.csv").write_text("1,Phường Bến Nghé,Ben Nghe Ward\n", encoding="utf-8")
    assert list(sentences(tmp_path / "d.csv")) == [("phường", "bến", "nghé")]
    (tmp_path / "e.txt").write_text("# ghi chú\ncho con; thi xong\n", encoding="utf-8")
    assert list(sentences(tmp_path / "e.txt")) == [("cho", "con"), ("thi", "xong")]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.json", b"{"), ("a.gz", b"no gzip"), ("a.txt", b"\xff\xfe\xff"), ("a.yml", b"a: [")],
)
def test_unreadable_files_are_named(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ImportFailed, match=name):
        list(sentences(path))


def test_command_writes_the_same_bytes_for_any_order(tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text("mất bằng lái xe\nmất bằng lái xe máy\n", encoding="utf-8")
    second.write_text("mất bằng lái xe\nbằng lái xe ô tô\nxin bằng lái\n", encoding="utf-8")
    one, two = tmp_path / "one.npz", tmp_path / "two.npz"
    assert main([f"{first}:20", str(second), "--out", str(one)]) == 0
    assert main([str(second), f"{first}:20", "--out", str(two)]) == 0
    assert one.read_bytes() == two.read_bytes()
    assert Restorer.load(one).restore("mat bang lai xe")[0].text == "mất bằng lái xe"


def test_command_tells_of_a_missing_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "none.txt"), "--out", str(tmp_path / "x.npz")]) == 1
    assert "import.failed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argument", "expected"),
    [("a.txt", ("a.txt", 1)), ("a.txt:20", ("a.txt", 20)), ("c:d", ("c:d", 1))],
)
def test_weights(argument: str, expected: tuple[str, int]) -> None:
    path, weight = weighted_file(argument)
    assert (str(path), weight) == expected


def test_weight_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="weight 0"):
        weighted_file("a.txt:0")
