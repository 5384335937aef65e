"""The best paths through columns of candidate syllables under a trigram model."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge_base.text.ngrams import Floats, Ids, NgramModel


class Column(NamedTuple):
    """The candidates at one position: their ids and a log-cost for each, both of one length."""

    ids: Ids
    costs: Floats


class Path(NamedTuple):
    """One path: the id chosen in each column, and its log-probability."""

    ids: list[int]
    logprob: float


class _Tail(NamedTuple):
    """Candidate indexes from one column on: the first, and the rest, which paths share."""

    chosen: int
    rest: _Tail | None


class _Partial(NamedTuple):
    """The tail of a path from column ``place`` on, at least two columns long."""

    place: int
    tail: _Tail
    score: float

    @property
    def node(self) -> tuple[int, int, int]:
        """What the score of its head depends on: the place and the next two candidates."""
        assert self.tail.rest is not None
        return self.place, self.tail.chosen, self.tail.rest.chosen


def best_paths(model: NgramModel, columns: list[Column], k: int) -> list[Path]:
    """Return the ``k`` likeliest paths, best first, fewer when there are fewer.

    Args:
        model: the language model.
        columns: two or more columns; the first and the last hold one candidate,
            the sentence edge.
        k: 1 or more.
    """
    best, steps = _forward(model, columns)
    return _backward(columns, best, steps, k)


def _forward(model: NgramModel, columns: list[Column]) -> tuple[list[Floats], list[Floats]]:
    """Viterbi: best score into every pair of neighbours, and the score of every step.

    Returns:
        ``best[t]``, shape (candidates of t, of t + 1), and ``steps[t]``, shape
        (candidates of t, of t + 1, of t + 2).
    """
    pairs, context = model.score_pairs(columns[0].ids, columns[1].ids)
    best = [pairs + columns[1].costs[None, :]]
    steps: list[Floats] = []
    for place in range(2, len(columns)):
        before, here, after = columns[place - 2 : place + 1]
        pairs, next_context = model.score_pairs(here.ids, after.ids)
        step = model.score_triples(before.ids, here.ids, after.ids, context, pairs)
        step += after.costs[None, None, :]
        steps.append(step)
        best.append(_highest(best[-1], step))
        context = next_context
    return best, steps


def _highest(best: Floats, step: Floats) -> NDArray[np.float64]:
    highest: NDArray[np.float64] = (best[:, :, None] + step).max(axis=0)
    return highest


def _backward(columns: list[Column], best: list[Floats], steps: list[Floats], k: int) -> list[Path]:
    """A* from the end: ``best`` is the exact score of the head, so paths come out in order.

    Of the tails that meet at a node only the ``k`` best can be part of the ``k`` best paths;
    without that bound, likely readings of a long text would be taken up by the million.
    """
    order = count()
    last = len(best) - 1
    end = _Tail(0, None)
    heap = [
        (-float(best[last][i, 0]), next(order), _Partial(last, _Tail(i, end), 0.0))
        for i in range(len(columns[last].ids))
    ]
    heapq.heapify(heap)
    taken: Counter[tuple[int, int, int]] = Counter()
    paths: list[Path] = []
    while heap and len(paths) < k:
        negative, _, partial = heapq.heappop(heap)
        place, first, second = partial.node
        taken[partial.node] += 1
        if taken[partial.node] > k:
            continue
        if place == 0:
            paths.append(Path(list(_chosen(columns, partial.tail)), -negative))
            continue
        scores = steps[place - 1][:, first, second] + partial.score
        totals = best[place - 1][:, first] + scores
        for index, (total, longer) in enumerate(zip(totals.tolist(), scores.tolist(), strict=True)):
            tail = _Tail(index, partial.tail)
            # Of equals, the one that is nearest to its beginning.
            heapq.heappush(heap, (-total, -next(order), _Partial(place - 1, tail, longer)))
    return paths


def _chosen(columns: list[Column], tail: _Tail | None) -> Iterator[int]:
    for column in columns:
        assert tail is not None
        yield int(column.ids[tail.chosen])
        tail = tail.rest
