"""Read the centre from YAML: ``data/centre/centre.yml``."""

from __future__ import annotations

from pathlib import Path

from knowledge_base.centre.model import Centre
from knowledge_base.curated import load_model


def load_centre(path: Path) -> Centre:
    """Read and check one file.

    Raises:
        SeedError: the file cannot be read, is not YAML, or contradicts itself.
    """
    return load_model(path, Centre)
