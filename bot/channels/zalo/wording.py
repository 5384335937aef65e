"""What staff may change: the channel's own words and its template messages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Mapping, Tuple

import yaml

FILE = Path(__file__).resolve().parents[3] / "data" / "channels" / "zalo.yml"


@dataclass(frozen=True)
class Texts:
    """The channel's own words; ``data/channels/zalo.yml`` says where each is shown."""

    choose: str
    more: str
    press_to_choose: str
    press_to_open: str
    answer_by_number: str
    how_to_share_place: str
    contact_title: str


@dataclass(frozen=True)
class Template:
    """An approved template message.

    Attributes:
        id: Zalo's id of it; empty until it is approved.
        limits: greatest length of each parameter, in characters.
        exact: parameters that must never be cut.
    """

    id: str
    limits: Mapping[str, int]
    exact: Tuple[str, ...] = ()


@dataclass(frozen=True)
class Wording:
    """All of it."""

    texts: Texts
    contact_image_url: str
    templates: Mapping[str, Template]


def load_wording(path: Path = FILE) -> Wording:
    """Read the file.

    Raises:
        ValueError: it has another shape; the text says where.
    """
    try:
        content: Dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Wording(
            texts=Texts(**content["texts"]),
            contact_image_url=str(content["contact_image_url"]),
            templates={name: _template(item) for name, item in content["templates"].items()},
        )
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def _template(item: Mapping[str, Any]) -> Template:
    limits = {str(name): int(limit) for name, limit in item["parameters"].items()}
    exact = tuple(item.get("exact", ()))
    if unknown := set(exact) - set(limits):
        raise KeyError(f"exact names no parameter: {sorted(unknown)}")
    return Template(str(item["id"]), limits, exact)
