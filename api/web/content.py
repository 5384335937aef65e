"""The words of the page: ``content.yml`` and what is known about the centre."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from api.chat.schemas import Welcome
from api.feedback.reasons import load_reasons
from api.settings import Settings
from knowledge_base.centre import Centre

_CONTENT = Path(__file__).with_name("content.yml")


class PageWords(BaseModel):
    """What staff may write differently."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    greeting: str
    suggestions_title: str
    suggestions: list[str]
    abilities: list[str]
    promises: list[str]
    privacy: str
    relayed: str


@dataclass(frozen=True)
class PageFacts:
    """The centre as the page shows it; ``priority`` and ``way`` are one sentence each."""

    name: str
    city: str
    address: str
    way: str | None
    hotline: str
    hotline_name: str
    priority: str

    @classmethod
    def of(cls, centre: Centre) -> PageFacts:
        """The facts of ``centre``."""
        city = centre.address.city
        return cls(
            # The city stands on a line of its own.
            name=centre.name.removesuffix(city).strip(),
            city=city,
            address=f"{centre.address.street}, {centre.address.ward}",
            way=_way(centre),
            hotline=centre.hotline.number,
            hotline_name=centre.hotline.name,
            priority=f"{', '.join(centre.priority.groups).capitalize()}: {_lower(centre)}",
        )


@lru_cache(maxsize=1)
def page_words() -> PageWords:
    """The words of ``content.yml``, read once a process."""
    return PageWords.model_validate(yaml.safe_load(_CONTENT.read_text(encoding="utf-8")))


def welcome(centre: Centre, settings: Settings) -> Welcome:
    """What the widget says of itself."""
    words, facts = page_words(), PageFacts.of(centre)
    return Welcome(
        centre=f"{facts.name} {facts.city}",
        greeting=words.greeting,
        suggestions_title=words.suggestions_title,
        suggestions=words.suggestions,
        privacy=words.privacy,
        hotline=facts.hotline,
        hotline_name=facts.hotline_name,
        reasons=list(load_reasons()),
        longest_text=settings.max_text_length,
        image_max_bytes=settings.image_max_bytes,
    )


def _way(centre: Centre) -> str | None:
    for direction in centre.directions:
        if direction.distance_m is not None:
            return f"Cách {direction.stop} ({direction.line}) khoảng {direction.distance_m} m"
    return None


def _lower(centre: Centre) -> str:
    rule = centre.priority.rule
    return rule[0].lower() + rule[1:]
