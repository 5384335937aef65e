"""The labelled questions that the section model learns from (``data/search``)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from knowledge_base.errors import SetupFailed
from knowledge_base.model import Section
from knowledge_base.text.fold import fold
from knowledge_base.text.normalise import normalise

# Each frame is asked of this many names; the step spreads them over the whole list.
_NAMES_A_FRAME = 8
_STEP = 7
# Short questions that name no procedure can follow any question.
_LONGEST_TAIL = 4
_JOINS = (", ", " và ", " ", ", còn ", "? ")


class Example(NamedTuple):
    """A question, the sections that it asks for, how much it counts, and who wrote it."""

    text: str
    sections: frozenset[Section]
    weight: float = 1.0
    writer: str = ""


def load_examples(folder: Path) -> list[Example]:
    """The questions of all writers in ``folder``/section_examples, normalised.

    Raises:
        SetupFailed: there is no file, one is broken, or a question stands in them twice.
    """
    paths = sorted((folder / "section_examples").glob("*.yml"))
    if not paths:
        raise SetupFailed(f"{folder / 'section_examples'}: no questions")
    examples: list[Example] = []
    seen: set[str] = set()
    for path in paths:
        for example in _by_sections(path, _load(path)):
            if example.text.lower() in seen:
                raise SetupFailed(f"{path}: twice: {example.text}")
            seen.add(example.text.lower())
            examples.append(example._replace(writer=path.stem))
    return examples


def load_frames(folder: Path, weight: float) -> list[Example]:
    """The frames of ``section_frames.yml``, each around several names, counting ``weight``.

    Raises:
        SetupFailed: the file is missing or broken.
    """
    path = folder / "section_frames.yml"
    stored = _load(path)
    frames = _by_sections(path, stored["frames"])
    names = stored["names"]
    return [
        Example(
            frame.text.replace("{name}", names[(at * _NAMES_A_FRAME + turn) * _STEP % len(names)]),
            frame.sections,
            weight,
        )
        for at, frame in enumerate(frames)
        for turn in range(_NAMES_A_FRAME)
    ]


def with_bare(examples: list[Example], share: float) -> list[Example]:
    """``examples`` and, counting ``share`` of each, the same without diacritics."""
    bare = [
        example._replace(text=fold(example.text), weight=example.weight * share)
        for example in examples
        if fold(example.text) != example.text.lower()
    ]
    return examples + bare


def load_joined(examples: list[Example], weight: float) -> list[Example]:
    """Every second single question of ``examples`` with one or two short ones behind it."""
    single = [item for item in examples if len(item.sections) == 1 and _names_a_part(item)]
    tails = [item for item in single if len(item.text.split()) <= _LONGEST_TAIL]
    joined = []
    for at, head in enumerate(single[::2]):
        others = [tails[(at * _STEP + turn * len(tails) // 3) % len(tails)] for turn in (0, 1)]
        parts = [head, *others[: 1 + at % 2]]
        text = _JOINS[at % len(_JOINS)].join(part.text.rstrip("?. ") for part in parts)
        sections = frozenset[Section]().union(*(part.sections for part in parts))
        joined.append(Example(text, sections, weight))
    return joined


def _names_a_part(example: Example) -> bool:
    return Section.WHOLE not in example.sections


def _by_sections(path: Path, stored: Mapping[str, list[str]]) -> list[Example]:
    try:
        return [
            Example(normalise(question), frozenset(Section(name) for name in names.split()))
            for names, questions in stored.items()
            for question in questions
        ]
    except (AttributeError, ValueError, TypeError) as error:
        raise SetupFailed(f"{path}: {error!r}") from error


def _load(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise SetupFailed(f"{path}: {error}") from error
