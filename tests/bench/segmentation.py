"""``python -m tests.bench.segmentation INDEX_DIR FILE…``: what words give to BM25.

BM25 alone, over all passages of an index, with four ways to cut a text into terms. Every
question is read as search reads it (abbreviations, restored diacritics); terms are folded.
Prints a table: right procedure first, among three, and the time to cut one question.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import bm25s
import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table
from underthesea import word_tokenize

from knowledge_base.evaluation import QuestionRow, read_rows
from knowledge_base.index import IndexSnapshot
from knowledge_base.search.training.state import open_engine
from knowledge_base.text.fold import fold
from knowledge_base.text.tokens import syllables

Cut = Callable[[str], list[str]]


def single(text: str) -> list[str]:
    """Syllables."""
    return syllables(fold(text))


def with_pairs(text: str) -> list[str]:
    """Syllables and pairs of neighbours: what search uses."""
    cut = single(text)
    return cut + [f"{one}_{other}" for one, other in pairwise(cut)]


def words(text: str) -> list[str]:
    """Words of underthesea."""
    cut = (syllables(fold(word)) for word in word_tokenize(text))
    return ["_".join(parts) for parts in cut if parts]


def words_and_syllables(text: str) -> list[str]:
    """Words of underthesea, and the syllables of the longer ones."""
    return list(dict.fromkeys(words(text) + single(text)))


WAYS: dict[str, Cut] = {
    "syllables": single,
    "syllables and pairs": with_pairs,
    "underthesea words": words,
    "words and syllables": words_and_syllables,
}


def main(index_dir: Path, files: Sequence[Path]) -> None:
    """Measure and print."""
    engine = open_engine(index_dir)
    index, _ = engine.ranker()
    asked = {path.stem: _readings(engine.read, path) for path in files}
    table = Table("terms", *(f"{name} @1 / @3" for name in asked), "ms a question")
    for name, cut in WAYS.items():
        built = bm25s.BM25(method="lucene", k1=1.2, b=0.6)
        texts = [cut(item.text) or ["\x00"] for item in track(index.passages, name, transient=True)]
        built.index(texts, show_progress=False)
        found = [_found(built, cut, index, rows) for rows in asked.values()]
        table.add_row(name, *found, f"{_cutting_time(cut, asked):.2f}")
    Console().print(table)


def _readings(read: Callable[..., object], path: Path) -> list[tuple[str, QuestionRow]]:
    rows = [row for row in read_rows(path) if row.expect == "answer"]
    return [(read(row.question).reading, row) for row in rows]  # type: ignore[attr-defined]


def _found(
    built: bm25s.BM25, cut: Cut, index: IndexSnapshot, rows: list[tuple[str, QuestionRow]]
) -> str:
    ranks = [_rank(built, cut(text), index, row) for text, row in rows]
    return " / ".join(f"{np.mean([rank <= depth for rank in ranks]):.3f}" for depth in (1, 3))


def _rank(built: bm25s.BM25, terms: list[str], index: IndexSnapshot, row: QuestionRow) -> float:
    known = [term for term in dict.fromkeys(terms) if term in built.vocab_dict]
    if not known:
        return np.inf
    best = np.zeros(len(index.procedures), dtype=np.float32)
    np.maximum.at(best, index.owners, built.get_scores(known))
    order = np.argsort(-best, kind="stable")[:3]
    codes = [index.procedures[position].code for position in order]
    return next((rank for rank, code in enumerate(codes, 1) if code in row.codes), np.inf)


def _cutting_time(cut: Cut, asked: dict[str, list[tuple[str, QuestionRow]]]) -> float:
    texts = [text for rows in asked.values() for text, _ in rows]
    started = time.process_time()
    for text in texts:
        cut(text)
    return 1000 * (time.process_time() - started) / len(texts)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
