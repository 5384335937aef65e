"""Say that a procedure is also done elsewhere or has special cases, so that people can choose."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from api.answers.wording.procedure import shorten
from knowledge_base.model import Level, Procedure
from knowledge_base.text.fold import fold

_MOST = 2
_LONGEST_TITLE = 60
_LEVELS = {
    Level.WARD: "làm ở cấp xã",
    Level.CITY: "làm ở cấp thành phố",
    Level.MINISTRY: "làm ở cấp Bộ",
}


class Variant(NamedTuple):
    """Another form of a procedure: its ``code``, and the ``title`` that tells it apart."""

    code: str
    title: str


def extends_name(name: str, other: str) -> bool:
    """Whether ``other`` is ``name`` with a special case said behind it."""
    return fold(_plain(other)).startswith(f"{fold(_plain(name))} ")


def named_variants(procedure: Procedure, others: Iterable[Procedure]) -> list[Variant]:
    """The first of ``others`` that a few words tell apart from ``procedure``, one for each words.

    Args:
        procedure: the one that is answered.
        others: the same one at other levels or channels, and special cases of it.
    """
    by_title: dict[str, Variant] = {}
    for other in others:
        title = _difference(procedure, other)
        if title:
            title = title[0].upper() + title[1:]
            by_title.setdefault(title, Variant(other.code, shorten(title, _LONGEST_TITLE)))
    return list(by_title.values())[:_MOST]


def variants_line(variants: list[Variant]) -> str:
    """One polite line over the buttons of ``variants``."""
    titles = "; ".join(f"*{item.title[0].lower()}{item.title[1:]}*" for item in variants)
    return f"Thủ tục này còn có: {titles}. Nếu đúng trường hợp của mình, anh/chị bấm nút đó ạ."


def _difference(procedure: Procedure, other: Procedure) -> str | None:
    if extends_name(procedure.name, other.name):
        return _plain(other.name)[len(_plain(procedure.name)) :].strip(" ,;-–")
    own, theirs = set(procedure.levels), set(other.levels)
    level = next((level for level in _LEVELS if level in theirs - own), None)
    if level:
        return _LEVELS[level]
    if other.authority and other.authority != procedure.authority:
        return f"do {other.authority.rstrip(' .')} giải quyết"
    return None


def _plain(name: str) -> str:
    return " ".join(name.removeprefix("Thủ tục ").split())
