"""Precision, recall and F1 of classes, and confusion, for one label or several a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import TypedDict

Labels = Collection[str]


class ClassScores(TypedDict):
    """Scores of one class; ``support`` counts the rows that ask for it."""

    precision: float
    recall: float
    f1: float
    support: int


def class_scores(wanted: Sequence[Labels], given: Sequence[Labels]) -> dict[str, ClassScores]:
    """Scores of every class that is wanted or given anywhere; 0 where nothing was given.

    Args:
        wanted: the right classes of each row.
        given: the classes found for each row.
    """
    if not wanted:
        return {}
    # scikit-learn takes a second to import, and every command would wait for it.
    from sklearn.metrics import precision_recall_fscore_support
    from sklearn.preprocessing import MultiLabelBinarizer

    binarizer = MultiLabelBinarizer().fit([*wanted, *given])
    columns = precision_recall_fscore_support(
        binarizer.transform(wanted), binarizer.transform(given), average=None, zero_division=0.0
    )
    return {
        str(name): ClassScores(
            precision=round(float(precision), 4),
            recall=round(float(recall), 4),
            f1=round(float(f1), 4),
            support=int(support),
        )
        for name, precision, recall, f1, support in zip(binarizer.classes_, *columns, strict=True)
    }


def macro_f1(scores: dict[str, ClassScores]) -> float | None:
    """Mean F1 of the classes that some row asks for; None where there is none."""
    asked = [item["f1"] for item in scores.values() if item["support"]]
    return round(sum(asked) / len(asked), 4) if asked else None


def confusion(pairs: Iterable[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """Counts of (wanted, given) pairs as ``{wanted: {given: count}}``, names in order."""
    table: dict[str, Counter[str]] = {}
    for wanted, given in pairs:
        table.setdefault(wanted, Counter())[given] += 1
    return {name: dict(sorted(table[name].items())) for name in sorted(table)}
