"""What the index and the search need of a sentence encoder."""

from __future__ import annotations

from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Kind = Literal["query", "passage"]
Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into unit vectors; a dot product is the cosine similarity."""

    @property
    def identity(self) -> str:
        """Changes whenever the same text may get another vector."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def encode(self, texts: list[str], kind: Kind) -> Vectors:
        """Encode ``texts``; returns float32 of shape (len(texts), dimension), rows of length 1."""
        ...
