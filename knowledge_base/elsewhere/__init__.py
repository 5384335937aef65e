"""What people ask for and no procedure of ours answers, and who does it."""

from knowledge_base.elsewhere.loader import ELSEWHERE_FOLDER, load_elsewhere
from knowledge_base.elsewhere.model import Matter

__all__ = ["ELSEWHERE_FOLDER", "Matter", "load_elsewhere"]
