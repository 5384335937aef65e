"""What every training starts from: an engine over an index, and typical questions to ask it."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from knowledge_base.encoder import BUILT_IN, load_encoder
from knowledge_base.evaluation.strip import strip_diacritics
from knowledge_base.everyday.halves import teaches_encoder
from knowledge_base.index import IndexSnapshot
from knowledge_base.index.passages import Kind
from knowledge_base.search.engine import SearchEngine
from knowledge_base.search.holder import IndexHolder

ROOT = Path(__file__).resolve().parents[3]
LISTS = ROOT / "data" / "search"
# Share of the questions asked as typed without diacritics, and of sibling questions hidden.
_BARE = 0.3
_HIDDEN = 0.5
_SEED = 20_261_123
_EACH_FRAMED = 12


@dataclass(frozen=True)
class Asked:
    """A typical question: its text, the procedure's position, and passages to leave out."""

    text: str
    owner: int
    without: tuple[int, ...]


def asked_index_dir(description: str | None) -> Path:
    """The folder that the command line names, for a training program."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("index_dir", type=Path, help="folder of index versions, e.g. var/index")
    given: Path = parser.parse_args().index_dir
    return given


def open_engine(index_dir: Path) -> SearchEngine:
    """The engine over ``index_dir`` with the built-in encoder."""
    encoder = load_encoder(BUILT_IN, ROOT / "models" / "encoder")
    return SearchEngine(IndexHolder(index_dir, encoder), encoder, ROOT / "data")


def typical_questions(index: IndexSnapshot) -> list[Asked]:
    """The questions that the encoder did not learn from.

    Each is asked with itself left out of the index, and with a random half of the other
    questions of its procedure: they are of one author and more alike than strangers'.
    """
    draw = np.random.default_rng(_SEED)
    siblings: dict[int, list[int]] = {}
    for place, passage in enumerate(index.passages):
        if passage.kind is Kind.QUESTION:
            siblings.setdefault(int(index.owners[place]), []).append(place)
    asked = []
    for owner, places in sorted(siblings.items()):
        for place in places:
            text = index.passages[place].text
            if teaches_encoder(text):
                continue
            hidden = [other for other in places if draw.random() < _HIDDEN]
            typed = strip_diacritics(text) if draw.random() < _BARE else text
            asked.append(Asked(typed, owner, tuple({place, *hidden})))
    return asked


def framed_names(index: IndexSnapshot) -> list[Asked]:
    """Every so many everyday names, each in a short question after one part of it.

    The shortest questions are the commonest at a counter, and in them the words of the part
    ("lệ phí", "hồ sơ") weigh as much as the name.
    """
    frames = _frames()
    places = [n for n, item in enumerate(index.passages) if item.kind is Kind.EVERYDAY]
    return [
        Asked(
            frames[turn % len(frames)].replace("{name}", index.passages[place].text),
            int(index.owners[place]),
            (place,),
        )
        for turn, place in enumerate(places[::_EACH_FRAMED])
    ]


def _frames() -> list[str]:
    stored = yaml.safe_load((LISTS / "section_frames.yml").read_text(encoding="utf-8"))
    return [frame for frames in stored["frames"].values() for frame in frames]
