"""Vietnamese text: one form, folding, syllables, abbreviations, missing diacritics.

Clean for Python 3.10, standard library and numpy only, and quick to import:
``Restorer`` (which needs numpy) and the YAML reader load when first used.
The order for a message: ``normalise``, ``expand``, then ``Restorer.restore`` with
``typed_share=accented_share(normalised)``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge_base.text.abbreviations import AbbreviationTable, expand, load_abbreviations
from knowledge_base.text.fold import accented_share, fold, has_diacritics
from knowledge_base.text.normalise import normalise
from knowledge_base.text.tokens import syllables

if TYPE_CHECKING:
    from knowledge_base.text.diacritics import Reading, Restorer

__all__ = [
    "AbbreviationTable",
    "Reading",
    "Restorer",
    "accented_share",
    "expand",
    "fold",
    "has_diacritics",
    "load_abbreviations",
    "normalise",
    "syllables",
]


def __getattr__(name: str) -> Any:
    if name in {"Reading", "Restorer"}:
        from knowledge_base.text import diacritics

        return getattr(diacritics, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
