"""The signals by which procedures are ranked, each a number a candidate."""

from knowledge_base.search.signals.candidates import Candidates, Retriever
from knowledge_base.search.signals.reader import SIGNALS, SignalReader

__all__ = ["SIGNALS", "Candidates", "Retriever", "SignalReader"]
