"""How people speak of procedures: everyday names, typical questions, how often asked."""

from knowledge_base.everyday.loader import EVERYDAY_FOLDER, load_everyday
from knowledge_base.everyday.model import NO_WORDS, EverydayWords

__all__ = ["EVERYDAY_FOLDER", "NO_WORDS", "EverydayWords", "load_everyday"]
