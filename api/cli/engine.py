"""Open the search engine from the settings, for commands that run outside the API."""

from __future__ import annotations

from api.settings import ROOT, Settings
from knowledge_base.encoder import load_encoder
from knowledge_base.search import IndexHolder, SearchEngine


def open_engine(settings: Settings) -> SearchEngine:
    """The engine over the index that serves.

    Raises:
        EncoderUnavailable: the encoder is not built.
    """
    encoder = load_encoder(settings.encoder, settings.encoder_dir, settings.encoder_threads)
    return SearchEngine(IndexHolder(settings.index_dir, encoder), encoder, ROOT / "data")
