"""The search for the best paths, against trying them all."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.text.lattice import Column, best_paths
from knowledge_base.text.ngrams import EDGE, NgramModel, load_model

MODEL = Path(__file__).resolve().parents[3] / "data" / "text" / "diacritics.npz"


@pytest.fixture(scope="module")
def model() -> NgramModel:
    return load_model(MODEL)


def column(*ids: int) -> Column:
    return Column(np.array(ids, dtype=np.int64), np.zeros(len(ids)))


def score(model: NgramModel, ids: tuple[int, ...]) -> float:
    """The one path through columns that hold one candidate each."""
    (only,) = best_paths(model, [column(EDGE), *(column(one) for one in ids), column(EDGE)], 1)
    return only.logprob


@pytest.mark.parametrize("seed", range(8))
def test_the_best_paths_are_those_of_all_paths(model: NgramModel, seed: int):
    drawn = np.random.default_rng(seed).integers(3, len(model.vocabulary), (5, 3))
    options = [tuple(sorted({int(one) for one in row})) for row in drawn]
    everything = sorted((score(model, ids) for ids in product(*options)), reverse=True)
    found = best_paths(model, [column(EDGE), *(column(*row) for row in options), column(EDGE)], 9)
    assert [path.logprob for path in found] == pytest.approx(everything[:9], abs=1e-4)
    assert len({tuple(path.ids) for path in found}) == len(found)


def test_of_equal_paths_no_more_are_looked_at_than_asked_for(model: NgramModel):
    twins = Column(np.array([7, 7], dtype=np.int64), np.zeros(2))
    columns = [column(EDGE), *[twins] * 300, column(EDGE)]
    assert len(best_paths(model, columns, 4)) == 4
