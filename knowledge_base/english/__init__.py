"""English everyday names of procedures, and which one a message in English means."""

from knowledge_base.english.index import EnglishHit, EnglishIndex
from knowledge_base.english.loader import FOLDER, load_english_index, load_names

__all__ = ["FOLDER", "EnglishHit", "EnglishIndex", "load_english_index", "load_names"]
