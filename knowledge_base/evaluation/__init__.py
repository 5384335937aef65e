"""Measure the assistant on files of rows: per-row results, aggregates, reports, comparisons.

::

    rows = read_rows(path)
    evaluation = evaluate(engine.search, rows)      # or summarise(KINDS[...], judged rows)
    evaluation.total["recall_at_1"]
"""

from knowledge_base.evaluation.kinds import KINDS
from knowledge_base.evaluation.measuring.evaluation import Evaluation, summarise
from knowledge_base.evaluation.questions.retrieval import evaluate
from knowledge_base.evaluation.questions.rows import Expect, QuestionRow, read_rows

__all__ = ["KINDS", "Evaluation", "Expect", "QuestionRow", "evaluate", "read_rows", "summarise"]
