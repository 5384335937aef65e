"""Read a curated YAML file into a model, with one clear error for whatever is wrong in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from knowledge_base.errors import SeedError

Model = TypeVar("Model", bound=BaseModel)


def load_model(path: Path, model: type[Model]) -> Model:
    """Read ``path`` as ``model``.

    Raises:
        SeedError: the file cannot be read, is not YAML, or is not a valid ``model``.
    """
    try:
        return model.model_validate(_parse(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SeedError(f"{path}: not readable as YAML: {error}") from error
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}"
            for item in error.errors()
        )
        raise SeedError(f"{path}: {problems}") from error


def _parse(text: str) -> Any:
    # The C loader reads the same YAML about ten times faster; it is in nearly every build.
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
