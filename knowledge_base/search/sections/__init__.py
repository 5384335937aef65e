"""Which part of a procedure is asked, and whether a question names a procedure at all."""

from knowledge_base.search.sections.reader import SectionReader

__all__ = ["SectionReader"]
