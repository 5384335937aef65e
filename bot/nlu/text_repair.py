"""Repair one message: one written form, abbreviations written out, diacritics restored."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path

from knowledge_base.text.abbreviations import expand
from knowledge_base.text.diacritics import Restorer
from knowledge_base.text.fold import accented_share
from knowledge_base.text.normalise import normalise

logger = logging.getLogger(__name__)

# Prefix of Rasa's own commands (buttons): machine text, never repaired.
COMMAND_PREFIX = "/"
# A story's ask is in its first part, and restoring diacritics costs time by the word.
LONGEST_TEXT = 2000


class TextRepairer:
    """Repairs messages; safe to share, since nothing in it changes.

    Args:
        restorer: puts diacritics back; ``None`` leaves unaccented text as it is.
    """

    def __init__(self, restorer: Restorer | None) -> None:
        self._restorer = restorer

    def repair(self, text: str) -> str:
        """Return ``text`` as a careful writer would have typed it; commands stay as they are.

        A message of which nothing readable is left (emoji alone) comes back stripped,
        because Rasa drops a message without text instead of answering it.
        """
        if text.startswith(COMMAND_PREFIX):
            return text
        # Dropping invisible characters must not turn a typed text into a command.
        clean = normalise(text[:LONGEST_TEXT]).lstrip(COMMAND_PREFIX + " ")
        if not clean:
            return text[:LONGEST_TEXT].strip().lstrip(COMMAND_PREFIX)
        written_out = expand(clean)
        if self._restorer is None:
            return written_out
        return self._restorer.restore(written_out, typed_share=accented_share(clean))[0].text


@lru_cache(maxsize=4)
def load_repairer(model_path: Path | None) -> TextRepairer:
    """Return the repairer for one diacritics model, loaded once a process.

    Without the model the assistant still works, since the classifier's features are
    blind to diacritics: word boundaries in unaccented text are then less exact. So a
    missing file is a warning, not an end.
    """
    if model_path is None:
        return TextRepairer(None)
    if not model_path.is_file():
        logger.warning("Unaccented messages stay unaccented: %s is missing", model_path.name)
        return TextRepairer(None)
    return TextRepairer(Restorer.load(model_path))
