"""Sentence encoders: the model that set-up builds, or any hub model."""

from __future__ import annotations

from pathlib import Path

from knowledge_base.encoder.protocol import Encoder

BUILT_IN = "built-in"

__all__ = ["BUILT_IN", "Encoder", "load_encoder"]


def load_encoder(name: str, model_dir: Path, threads: int = 1) -> Encoder:
    """Load the encoder that the settings name.

    Args:
        name: ``built-in`` for the model in ``model_dir``, else a hub name or a path.
        model_dir: where set-up builds the built-in model.
        threads: how many texts of one call are encoded at once.

    Raises:
        EncoderUnavailable: the model is not there.
    """
    if name == BUILT_IN:
        from knowledge_base.encoder.onnx_encoder import OnnxEncoder

        return OnnxEncoder(model_dir, threads)
    from knowledge_base.encoder.hub_encoder import HubEncoder

    return HubEncoder(name)
