"""Measure search on question files: rows in, per-row results and aggregates out."""

from knowledge_base.evaluation.retrieval import Evaluation, RowResult, evaluate
from knowledge_base.evaluation.rows import Expect, QuestionRow, read_rows

__all__ = ["Evaluation", "Expect", "QuestionRow", "RowResult", "evaluate", "read_rows"]
