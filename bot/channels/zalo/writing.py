"""Plain text as Zalo takes it: NFC, no marks, no more than so many characters."""

from __future__ import annotations

import re
import unicodedata
from typing import List, Sequence

from bot.channels.messages import Choice

LONGEST_TEXT = 2000

_BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
# Where a text may be cut, best first: after a paragraph, a line, a sentence, a word.
_CUTS = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"[.!?…;]\s"), re.compile(r"\s"))
# A cut earlier than this share of a message would leave scraps.
_FULL_ENOUGH = 0.5


def plain(text: str) -> str:
    """``text`` in NFC, without the marks of bold words."""
    return _BOLD.sub(r"\1", unicodedata.normalize("NFC", text)).strip()


def pieces(text: str, longest: int = LONGEST_TEXT) -> List[str]:
    """``text`` in parts of at most ``longest`` characters, cut where it hurts least."""
    parts = []
    rest = text.strip()
    while len(rest) > longest:
        end = _best_cut(rest, longest)
        parts.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*parts, rest] if rest else parts


def shortened(text: str, longest: int) -> str:
    """``text`` of at most ``longest`` characters; ``…`` stands for what is left out."""
    text = " ".join(plain(text).split())
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def numbered(choices: Sequence[Choice], first: int = 1) -> str:
    """Choices as lines that a person answers by number; addresses are written out.

    Numbers count all choices of a message, as the dialogue does.
    """
    return "\n".join(
        f"{number}. {_line(choice)}" for number, choice in enumerate(choices, start=first)
    )


def _line(choice: Choice) -> str:
    title = plain(choice.title)
    if not choice.url:
        return title
    shown = choice.url[4:] if choice.url.startswith("tel:") else choice.url
    return title if shown in title else f"{title}: {shown}"


def _best_cut(text: str, longest: int) -> int:
    for cut in _CUTS:
        # One character more: the space behind the last sentence is not kept.
        ends = [found.end() for found in cut.finditer(text[: longest + 1])]
        fitting = [end for end in ends if len(text[:end].rstrip()) <= longest]
        if fitting and fitting[-1] >= longest * _FULL_ENOUGH:
            return fitting[-1]
    return longest
