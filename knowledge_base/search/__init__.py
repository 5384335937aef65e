"""Find the right procedure, and know when there is none."""

from knowledge_base.search.decision import Decision
from knowledge_base.search.engine import SearchEngine, SearchOutcome, SearchResult
from knowledge_base.search.explanation import Explanation, explain
from knowledge_base.search.holder import IndexHolder

__all__ = [
    "Decision",
    "Explanation",
    "IndexHolder",
    "SearchEngine",
    "SearchOutcome",
    "SearchResult",
    "explain",
]
