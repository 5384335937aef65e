"""Which labels of a phrase list texts carry, as numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge_base.search.phrases import PhraseFinder


def label_matrix(
    finder: PhraseFinder,
    texts: Sequence[str],
    labels: Sequence[str],
    default: Sequence[str] = (),
) -> NDArray[np.float32]:
    """1 where a text carries a label, 0 elsewhere; shape (texts, labels).

    Args:
        finder: finds the labels.
        texts: one a row.
        labels: one a column.
        default: the labels of a text that carries none.
    """
    found = [finder.labels(text) or default for text in texts]
    rows = [[float(label in carried) for label in labels] for carried in found]
    return np.array(rows, dtype=np.float32).reshape(len(texts), len(labels))
