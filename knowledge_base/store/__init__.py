"""The knowledge base in SQL: procedures, their versions, and what imports left to review."""

from knowledge_base.store.repository import ProcedureRepository, StoredProcedure, Write
from knowledge_base.store.review import ReviewRepository

__all__ = ["ProcedureRepository", "ReviewRepository", "StoredProcedure", "Write"]
