"""The reasons of ``data/feedback/reasons.yml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from api.feedback.schemas import Reason
from api.settings import ROOT
from knowledge_base.curated import load_model
from knowledge_base.errors import SeedError, SetupFailed

_FILE = ROOT / "data" / "feedback" / "reasons.yml"


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    reasons: tuple[Reason, ...] = Field(min_length=1, max_length=4)


@lru_cache(maxsize=2)
def load_reasons(path: Path = _FILE) -> tuple[Reason, ...]:
    """The reasons, read once a process.

    Raises:
        SetupFailed: the file is not what it should be; says where.
    """
    try:
        return load_model(path, _File).reasons
    except SeedError as error:
        raise SetupFailed(str(error)) from error
