"""Plain text as Zalo takes it: no more than so many characters."""

from __future__ import annotations

from typing import List

from bot.channels.base.writing import best_cut, plain

LONGEST_TEXT = 2000


def pieces(text: str, longest: int = LONGEST_TEXT) -> List[str]:
    """``text`` in parts of at most ``longest`` characters, cut where it hurts least."""
    parts = []
    rest = text.strip()
    while len(rest) > longest:
        end = best_cut(rest, longest)
        parts.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*parts, rest] if rest else parts


def shortened(text: str, longest: int) -> str:
    """``text`` of at most ``longest`` characters; ``…`` stands for what is left out."""
    text = " ".join(plain(text).split())
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
