"""Our marked texts in plain words: what every platform's writing shares."""

from __future__ import annotations

import re
import unicodedata
from typing import List, Sequence

from bot.channels.messages import Choice

BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
# Where a text may be cut, best first: after a paragraph, a line, a sentence, a word.
_CUTS = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"[.!?…;]\s"), re.compile(r"\s"))
# A cut earlier than this share of a message would leave scraps.
_FULL_ENOUGH = 0.5


def plain(text: str) -> str:
    """``text`` in NFC, without the marks of bold words."""
    return BOLD.sub(r"\1", unicodedata.normalize("NFC", text)).strip()


def best_cut(text: str, longest: int) -> int:
    """Where ``text`` is cut so that the part before holds ``longest`` characters at most.

    Spaces on the edge of the cut are not counted: they are not sent.
    """
    for cut in _CUTS:
        # One character more: the space behind the last sentence is not kept.
        ends = [found.end() for found in cut.finditer(text[: longest + 1])]
        fitting = [end for end in ends if len(text[:end].rstrip()) <= longest]
        if fitting and fitting[-1] >= longest * _FULL_ENOUGH:
            return fitting[-1]
    return longest


def numbered(choices: Sequence[Choice], first: int = 1) -> str:
    """Choices as lines that a person answers by number; addresses are written out.

    Numbers count all choices of a message, as the dialogue does.
    """
    lines: List[str] = [
        f"{number}. {written_out(choice)}" for number, choice in enumerate(choices, start=first)
    ]
    return "\n".join(lines)


def written_out(choice: Choice) -> str:
    """A choice as words."""
    title = plain(choice.title)
    if not choice.url:
        return title
    shown = choice.url[4:] if choice.url.startswith("tel:") else choice.url
    return title if shown in title else f"{title}: {shown}"
