"""Build the encoder's model directory: a plain SentenceTransformer, and its ONNX int8 twin.

Set-up runs this once. The directory loads with ``SentenceTransformer(path)``; the
twin in ``onnx/`` is what the API serves with (about a fifth of the time on short
texts, and no torch in the serving process).
"""

from __future__ import annotations

import json
import logging
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from knowledge_base.encoder.packed_e5 import PackedE5, packaged_weights, read_packed_e5

# Vietnamese syllables have at most 7 letters ("nghiêng"); longer pieces are words of
# other languages. Dropping them leaves every Vietnamese tokenisation unchanged and
# shrinks the embedding table from 250,002 rows to about a quarter.
_LONGEST_PIECE = 8
_VIETNAMESE_PIECE = re.compile(
    "[\u2581!-~À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ…–—“”‘’°%²³€₫]+"
)
ENCODER_FORMAT = 2

Progress = Callable[[str], None]


def build_encoder(target: Path, progress: Progress = lambda _: None) -> None:
    """Write the model directory to ``target``, replacing what is there at the end.

    Args:
        target: directory to make.
        progress: called with a short English line before each step.

    Raises:
        EncoderUnavailable: the packaged weights cannot be read.
    """
    from knowledge_base.encoder.onnx_export import export_int8

    _silence_libraries()
    staging = target.with_name(target.name + ".building")
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    progress("reading the packed weights")
    packed = read_packed_e5(packaged_weights())
    kept = _kept_pieces(packed)
    progress(f"writing a sentence-transformers model ({len(kept):,} pieces)")
    _write_transformer(packed, kept, staging)
    progress("exporting to ONNX int8")
    export_int8(staging)
    (staging / "motcua_encoder.json").write_text(
        json.dumps({"format": ENCODER_FORMAT, "name": "multilingual-e5-small-vi"}) + "\n"
    )
    shutil.rmtree(target, ignore_errors=True)
    staging.rename(target)


def _silence_libraries() -> None:
    # Their own progress bars and advice would bury ours.
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    transformers_logging.set_verbosity_error()
    logging.getLogger().setLevel(logging.ERROR)


def is_built(target: Path) -> bool:
    """Whether ``target`` holds a complete model of the present format."""
    marker = target / "motcua_encoder.json"
    return marker.is_file() and json.loads(marker.read_text()).get("format") == ENCODER_FORMAT


def _kept_pieces(packed: PackedE5) -> list[int]:
    specials = set(packed.specials.values())
    return [
        index
        for index, (piece, _) in enumerate(packed.pieces)
        if index in specials
        or (len(piece.lstrip("\u2581")) <= _LONGEST_PIECE and _VIETNAMESE_PIECE.fullmatch(piece))
    ]


def _write_transformer(packed: PackedE5, kept: list[int], target: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Normalize, Pooling, Transformer

    from knowledge_base.encoder.unigram import write_tokenizer

    base = target / "base"
    write_tokenizer(packed, kept, base)
    _bert(packed, kept).save_pretrained(base)
    transformer = Transformer(str(base), max_seq_length=packed.positions)
    model = SentenceTransformer(
        modules=[transformer, Pooling(packed.hidden, pooling_mode="mean"), Normalize()],
        prompts={"query": "query: ", "passage": "passage: "},
        device="cpu",
    )
    model.save(str(target), create_model_card=False)
    shutil.rmtree(base)


def _bert(packed: PackedE5, kept: list[int]) -> Any:
    import torch
    from transformers import BertConfig, BertModel

    config = BertConfig(
        vocab_size=len(kept),
        hidden_size=packed.hidden,
        num_hidden_layers=packed.layers,
        num_attention_heads=packed.heads,
        intermediate_size=packed.intermediate,
        max_position_embeddings=packed.positions,
        type_vocab_size=packed.token_types,
        layer_norm_eps=packed.layer_norm_eps,
        pad_token_id=kept.index(packed.specials["pad"]),
    )
    model = BertModel(config)
    # The pooler is not used; left at its random start, the file would differ at every build.
    assert model.pooler is not None
    torch.nn.init.zeros_(model.pooler.dense.weight)
    torch.nn.init.zeros_(model.pooler.dense.bias)
    state = {name: torch.from_numpy(value) for name, value in _bert_state(packed, kept).items()}
    missing, unexpected = model.load_state_dict(state, strict=False)
    if unexpected or any(not name.startswith("pooler.") for name in missing):
        raise ValueError(f"weights do not fit: missing {missing}, unexpected {unexpected}")
    return model.eval()


def _bert_state(packed: PackedE5, kept: list[int]) -> dict[str, np.ndarray]:
    tensors = packed.tensors
    state = {
        "embeddings.word_embeddings.weight": tensors["emb.word"][kept],
        "embeddings.position_embeddings.weight": tensors["emb.pos"],
        "embeddings.token_type_embeddings.weight": tensors["emb.type"],
        "embeddings.LayerNorm.weight": tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": tensors["emb.ln.b"],
    }
    names = {
        "q": "attention.self.query",
        "k": "attention.self.key",
        "v": "attention.self.value",
        "ao": "attention.output.dense",
        "aln": "attention.output.LayerNorm",
        "fi": "intermediate.dense",
        "fo": "output.dense",
        "oln": "output.LayerNorm",
    }
    for layer in range(packed.layers):
        for short, long in names.items():
            for suffix, part in (("w", "weight"), ("b", "bias")):
                state[f"encoder.layer.{layer}.{long}.{part}"] = tensors[
                    f"l{layer}.{short}.{suffix}"
                ]
    return state
