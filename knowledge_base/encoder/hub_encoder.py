"""Encode with any sentence-transformers model: a hub name or a directory."""

from __future__ import annotations

import numpy as np

from knowledge_base.encoder.protocol import Kind, Vectors
from knowledge_base.errors import EncoderUnavailable


class HubEncoder:
    """A model such as ``intfloat/multilingual-e5-base``, ``BAAI/bge-m3`` or a local path."""

    def __init__(self, name: str) -> None:
        """Load the model, from the hub where it is not yet on disk.

        Raises:
            EncoderUnavailable: it is neither on disk nor to be fetched.
        """
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(name, device="cpu")
        except (OSError, ValueError) as error:
            raise EncoderUnavailable(f"cannot load encoder {name!r}: {error}") from error
        self._name = name

    @property
    def identity(self) -> str:
        return f"sentence-transformers:{self._name}"

    @property
    def dimension(self) -> int:
        return int(self._model.get_sentence_embedding_dimension() or 0)

    def encode(self, texts: list[str], kind: Kind) -> Vectors:
        # Models without prompts of their own (bge-m3) take the text as it is; the e5
        # family needs its prefixes even where its configuration does not name them.
        prompt = (self._model.prompts or {}).get(kind) or self._e5_prefix(kind)
        vectors = self._model.encode(
            texts, prompt=prompt, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)

    def _e5_prefix(self, kind: Kind) -> str:
        return f"{kind}: " if "e5" in self._name.lower() else ""
