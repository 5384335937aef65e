"""Open the search engine from the settings, for commands that run outside the API."""

from __future__ import annotations

from api.encoders import question_encoder
from api.settings import ROOT, Settings
from knowledge_base.search import IndexHolder, SearchEngine


def open_engine(settings: Settings) -> SearchEngine:
    """The engine over the index that serves.

    Raises:
        EncoderUnavailable: the encoder is not built.
    """
    encoder = question_encoder(settings)
    return SearchEngine(IndexHolder(settings.index_dir, encoder), encoder, ROOT / "data")
