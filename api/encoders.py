"""The encoder of the settings, for single questions and for bulk work."""

from __future__ import annotations

import os

from api.settings import Settings
from knowledge_base.encoder import Encoder, load_encoder


def question_encoder(settings: Settings) -> Encoder:
    """For single questions: one at a time, since many are asked at once.

    Raises:
        EncoderUnavailable: the encoder is not built.
    """
    return load_encoder(settings.encoder, settings.encoder_dir)


def bulk_encoder(settings: Settings) -> Encoder:
    """For building an index: every core.

    Raises:
        EncoderUnavailable: the encoder is not built.
    """
    return load_encoder(settings.encoder, settings.encoder_dir, os.cpu_count() or 1)
