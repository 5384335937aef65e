"""Encode with onnxruntime and tokenizers alone: fast on short texts, no torch."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from knowledge_base.encoder.onnx_export import ONNX_FILE
from knowledge_base.encoder.protocol import Kind, Vectors
from knowledge_base.errors import EncoderUnavailable

# Sections are cut here: later text adds time and hardly moves a mean-pooled vector.
MAX_TOKENS = 128
_BATCH = 32


class OnnxEncoder:
    """The int8 twin of a model directory made by ``build_encoder``."""

    def __init__(self, model_dir: Path, threads: int = 1) -> None:
        """Load the model.

        Args:
            model_dir: directory with ``tokenizer.json`` and ``onnx/model_int8.onnx``.
            threads: threads of one call; 1 is best for single questions.

        Raises:
            EncoderUnavailable: the directory is not complete.
        """
        model_file = model_dir / ONNX_FILE
        if not model_file.is_file():
            raise EncoderUnavailable(f"no encoder at {model_dir}; run `motcua setup`")
        self._tokenizer = Tokenizer.from_file(str(model_dir / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.enable_padding(pad_id=_pad_id(self._tokenizer))
        prompts = json.loads((model_dir / "config_sentence_transformers.json").read_text())
        self._prompts: dict[str, str] = prompts["prompts"]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(model_file), options, providers=["CPUExecutionProvider"]
        )
        self._dimension = int(self._session.get_outputs()[0].shape[-1])
        digest = hashlib.sha256(model_file.read_bytes()).hexdigest()[:16]
        self._identity = f"onnx-int8:{digest}:{MAX_TOKENS}"

    @property
    def identity(self) -> str:
        return self._identity

    @property
    def dimension(self) -> int:
        return self._dimension

    def encode(self, texts: list[str], kind: Kind) -> Vectors:
        vectors = np.zeros((len(texts), self._dimension), dtype=np.float32)
        # Texts of like length share a batch, so that little is spent on padding.
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            vectors[batch] = self._encode_batch([self._prompts[kind] + texts[i] for i in batch])
        return vectors

    def _encode_batch(self, texts: list[str]) -> Vectors:
        encodings = self._tokenizer.encode_batch(texts)
        mask = np.array([item.attention_mask for item in encodings], dtype=np.int64)
        ids = np.array([item.ids for item in encodings], dtype=np.int64)
        (states,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        weights = mask[:, :, None].astype(np.float32)
        pooled = (states * weights).sum(axis=1) / weights.sum(axis=1)
        unit: Vectors = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return unit


def _pad_id(tokenizer: Tokenizer) -> int:
    identifier = tokenizer.token_to_id("<pad>")
    if identifier is None:
        raise EncoderUnavailable("the tokenizer has no <pad> piece")
    return int(identifier)
