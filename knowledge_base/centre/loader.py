"""Read the centre from YAML: ``data/centre/centre.yml``."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import ValidationError

from knowledge_base.centre.model import Centre
from knowledge_base.errors import SeedError


def load_centre(path: Path) -> Centre:
    """Read and check one file.

    Raises:
        SeedError: the file cannot be read, is not YAML, or contradicts itself.
    """
    try:
        return Centre.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SeedError(f"{path}: not readable as YAML: {error}") from error
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}"
            for item in error.errors()
        )
        raise SeedError(f"{path}: {problems}") from error
