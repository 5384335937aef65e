"""The search index: vectors and words of all published procedures, versioned by content."""

from knowledge_base.index.build import BuildReport, Content, build_index
from knowledge_base.index.passages import written_out
from knowledge_base.index.snapshot import (
    CURRENT,
    IndexedProcedure,
    IndexSnapshot,
    current_version,
    swap_current,
)

__all__ = [
    "CURRENT",
    "BuildReport",
    "Content",
    "IndexSnapshot",
    "IndexedProcedure",
    "build_index",
    "current_version",
    "swap_current",
    "written_out",
]
