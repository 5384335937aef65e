"""Import of crawled procedures: pure parsing, no database and no network."""

from knowledge_base.importers.differences import Difference, differences
from knowledge_base.importers.parse import parse_file
from knowledge_base.importers.rows import Imported, Issue, ParsedRow, Quarantined, Reason

__all__ = [
    "Difference",
    "Imported",
    "Issue",
    "ParsedRow",
    "Quarantined",
    "Reason",
    "differences",
    "parse_file",
]
