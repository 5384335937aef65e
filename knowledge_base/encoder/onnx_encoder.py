"""Encode with onnxruntime and tokenizers alone: fast on short texts, no torch."""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from knowledge_base.encoder.onnx_export import ONNX_FILE
from knowledge_base.encoder.protocol import Kind, Vectors
from knowledge_base.errors import EncoderUnavailable

# Sections are cut here: later text adds time and hardly moves a mean-pooled vector.
MAX_TOKENS = 128


class OnnxEncoder:
    """The int8 twin of a model directory made by ``build_encoder``."""

    def __init__(self, model_dir: Path, threads: int = 1) -> None:
        """Load the model.

        Args:
            model_dir: directory with ``tokenizer.json`` and ``onnx/model_int8.onnx``.
            threads: how many texts of one call are encoded at once.

        Raises:
            EncoderUnavailable: the directory is not complete.
        """
        model_file = model_dir / ONNX_FILE
        if not model_file.is_file():
            raise EncoderUnavailable(f"no encoder at {model_dir}; run `motcua setup`")
        self._threads = threads
        self._tokenizer = Tokenizer.from_file(str(model_dir / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()
        prompts = json.loads((model_dir / "config_sentence_transformers.json").read_text())
        self._prompts: dict[str, str] = prompts["prompts"]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(model_file), options, providers=["CPUExecutionProvider"]
        )
        self._dimension = int(self._session.get_outputs()[0].shape[-1])
        digest = hashlib.sha256(model_file.read_bytes()).hexdigest()[:16]
        self._identity = f"onnx-int8:{digest}:{MAX_TOKENS}:alone"

    @property
    def identity(self) -> str:
        return self._identity

    @property
    def dimension(self) -> int:
        return self._dimension

    def encode(self, texts: list[str], kind: Kind) -> Vectors:
        # One by one: int8 activations are scaled by the largest of their batch, so a text's
        # vector would depend on its neighbours (cosine .997), and the index on their order.
        # On short texts a batch saves nothing.
        prompt = self._prompts[kind]
        if len(texts) == 1:
            return self._encode(prompt + texts[0])[np.newaxis]
        with ThreadPoolExecutor(self._threads) as pool:
            vectors = list(pool.map(lambda text: self._encode(prompt + text), texts))
        return np.array(vectors, dtype=np.float32).reshape(len(texts), self._dimension)

    def _encode(self, text: str) -> Vectors:
        encoding = self._tokenizer.encode(text)
        ids = np.array([encoding.ids], dtype=np.int64)
        (states,) = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        pooled = states[0].mean(axis=0)
        unit: Vectors = pooled / np.linalg.norm(pooled)
        return unit
