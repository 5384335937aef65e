"""Find the ask in a long message: people tell the story first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import yaml

from knowledge_base.search.phrases import PhraseFinder

# One sentence or a short message is the ask itself.
_SHORT = 22
_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*")
# "TP.HCM", "1.001193" and "v.v." end no sentence.
_INNER_STOP = re.compile(r"(?<=\w)\.(?=\w)")
_HIDDEN_STOP = "\u2024"


class AskFinder:
    """Finds the asking sentences by cues that staff can edit (``data/search/asks.yml``)."""

    def __init__(self, cues: Iterable[str]) -> None:
        """Args: cues: phrases that a sentence holds when it asks."""
        self._cues = PhraseFinder(("ask", cue) for cue in cues)

    @classmethod
    def load(cls, path: Path) -> AskFinder:
        """Read the cues."""
        return cls(yaml.safe_load(path.read_text(encoding="utf-8"))["cues"])

    def ask(self, text: str) -> str:
        """The asking sentences of ``text``; all of it when it is short or asks nothing."""
        sentences = _sentences(text)
        if len(sentences) < 2 or len(text.split()) <= _SHORT:
            return text
        asking = [sentence for sentence in sentences if self._asks(sentence)]
        return " ".join(asking) or text

    def _asks(self, sentence: str) -> bool:
        return "?" in sentence or bool(self._cues.labels(sentence))


def _sentences(text: str) -> list[str]:
    hidden = _INNER_STOP.sub(_HIDDEN_STOP, text)
    parts = (part.replace(_HIDDEN_STOP, ".").strip() for part in _SENTENCE.findall(hidden))
    return [part for part in parts if any(letter.isalnum() for letter in part)]
