"""Learn the question adapter: ``python -m knowledge_base.search.training.adapter INDEX_DIR``.

Contrastive learning (InfoNCE; van den Oord et al. 2018) against all procedures at once:
a typical question or everyday name shall be nearest to its procedure's official name, and
to its everyday names, among those of all others. Only the questions that ranking does not
learn from are used (``knowledge_base/everyday/halves.py``). A minute or two on one core.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge_base.everyday.halves import teaches_encoder
from knowledge_base.index.passages import Kind
from knowledge_base.search.adapter import save_adapter
from knowledge_base.search.engine import SearchEngine
from knowledge_base.search.training.state import LISTS, asked_index_dir, open_engine

_SEED = 20_261_123
_RANK = 192
_EPOCHS = 9
_BATCH = 64
_TEMPERATURE = 0.03
_LEARNING_RATE = 1e-3
_WEIGHT_DECAY = 0.3
_EVERYDAY_SHARE = 0.5
# By how often a procedure is asked (0 to 3).
_IMPORTANCE = (0.5, 0.8, 1.2, 1.8)
_NEVER = -1e4


@dataclass(frozen=True)
class Lessons:
    """Question vectors (n, dimension) with what each shall find, and what it is compared to.

    ``passages``: the passage that a question is. ``owners``: its procedure. ``names`` and
    ``everyday`` are vectors of official and everyday names; ``families`` numbers the family
    of every procedure, ``everyday_owners`` the procedures of the everyday names.
    """

    questions: NDArray[np.float32]
    passages: NDArray[np.intp]
    owners: NDArray[np.intp]
    weights: NDArray[np.float32]
    names: NDArray[np.float32]
    everyday: NDArray[np.float32]
    everyday_passages: NDArray[np.intp]
    everyday_owners: NDArray[np.intp]
    families: NDArray[np.intp]


def lessons(engine: SearchEngine) -> Lessons:
    """Everyday names, and the encoder's half of the typical questions."""
    index, ranker = engine.ranker()
    everyday = [n for n, passage in enumerate(index.passages) if passage.kind is Kind.EVERYDAY]
    chosen = everyday + [
        number
        for number, passage in enumerate(index.passages)
        if passage.kind is Kind.QUESTION and teaches_encoder(passage.text)
    ]
    print(f"encoding {len(chosen)} questions and everyday names", flush=True)
    vectors = index.vectors.vectors()
    owners = index.owners[chosen]
    return Lessons(
        questions=np.stack(
            [ranker.plain_meaning(engine.read(index.passages[n].text)) for n in chosen]
        ),
        passages=np.array(chosen),
        owners=owners,
        weights=np.array([_IMPORTANCE[index.procedures[n].asked] for n in owners], np.float32),
        names=vectors[: len(index.procedures)],
        everyday=vectors[everyday],
        everyday_passages=np.array(everyday),
        everyday_owners=index.owners[everyday],
        families=np.array(ranker.family_numbers()),
    )


def learn(given: Lessons) -> NDArray[np.float32]:
    """The map, shape (dimension, dimension)."""
    import torch

    torch.manual_seed(_SEED)
    torch.set_num_threads(1)
    dimension = given.questions.shape[1]
    down = torch.nn.Parameter(torch.randn(dimension, _RANK) * 0.02)
    up = torch.nn.Parameter(torch.zeros(_RANK, dimension))
    optimiser = torch.optim.AdamW([down, up], lr=_LEARNING_RATE, weight_decay=_WEIGHT_DECAY)
    for epoch in range(_EPOCHS):
        order = torch.randperm(len(given.questions))
        losses = []
        for batch in order.split(_BATCH):
            loss = _loss(given, batch.numpy(), down, up)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1} of {_EPOCHS}: loss {np.mean(losses):.3f}", flush=True)
    return np.asarray((down @ up).detach().numpy(), dtype=np.float32)


def _loss(given: Lessons, batch: NDArray[np.intp], down: Any, up: Any) -> Any:
    import torch

    questions = torch.from_numpy(given.questions[batch])
    moved = torch.nn.functional.normalize(questions + (questions @ down) @ up, dim=1)
    family = given.families[given.owners[batch]][:, None]
    by_name = _contrast(moved, given.names, family == given.families[None, :], None)
    itself = given.passages[batch][:, None] == given.everyday_passages[None, :]
    alike = family == given.families[given.everyday_owners][None, :]
    by_everyday = _contrast(moved, given.everyday, alike & ~itself, itself)
    weights = torch.from_numpy(given.weights[batch])
    return ((by_name + _EVERYDAY_SHARE * by_everyday) * weights).sum() / weights.sum()


def _contrast(moved: Any, bank: Any, right: NDArray[np.bool_], hidden: Any) -> Any:
    """How unlikely the right ones are among the whole bank; 0 where nothing is right."""
    import torch

    scores = moved @ torch.from_numpy(bank).T / _TEMPERATURE
    if hidden is not None:
        scores = scores.masked_fill(torch.from_numpy(hidden), _NEVER)
    wrong = torch.from_numpy(~right)
    hit = torch.logsumexp(torch.log_softmax(scores, 1).masked_fill(wrong, _NEVER), 1)
    return -hit * torch.from_numpy(right.any(axis=1))


def main(index_dir: Path) -> None:
    """Learn from the index in ``index_dir`` and write ``data/search/question_adapter.npz``."""
    save_adapter(learn(lessons(open_engine(index_dir))), LISTS / "question_adapter.npz")


if __name__ == "__main__":
    main(asked_index_dir(__doc__))
