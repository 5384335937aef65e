"""Our marked texts as Telegram takes them: HTML, cut where it hurts least."""

from __future__ import annotations

import html
import unicodedata
from typing import List, NamedTuple, Tuple

from bot.channels.base.writing import BOLD, best_cut

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024


class Span(NamedTuple):
    """From ``start`` up to ``end``, in characters."""

    start: int
    end: int


class Marked(NamedTuple):
    """A text without its marks, and where it is bold."""

    text: str
    bold: Tuple[Span, ...]


def marked(source: str) -> Marked:
    """Read the marks of bold words in ``source``; it is composed (NFC) first."""
    source = unicodedata.normalize("NFC", source).strip()
    text, bold, at = "", [], 0
    for found in BOLD.finditer(source):
        text += source[at : found.start()]
        bold.append(Span(len(text), len(text) + len(found[1])))
        text += found[1]
        at = found.end()
    return Marked(text + source[at:], tuple(bold))


def pieces(source: str, longest: int = LONGEST_TEXT) -> List[str]:
    """``source`` as HTML messages that show at most ``longest`` characters each."""
    whole = marked(source)
    return [_as_html(whole, span) for span in _spans(whole.text, longest)]


def plain_pieces(text: str, longest: int = LONGEST_TEXT) -> List[str]:
    """Plain ``text`` in messages of at most ``longest`` characters."""
    return [text[span.start : span.end] for span in _spans(text, longest)]


def _as_html(whole: Marked, span: Span) -> str:
    """A span of the text; bold words on its edge are closed here and opened again there."""
    made, at = "", span.start
    for bold in whole.bold:
        start, end = max(bold.start, span.start), min(bold.end, span.end)
        if start >= end:
            continue
        made += _escaped(whole.text[at:start]) + f"<b>{_escaped(whole.text[start:end])}</b>"
        at = end
    return made + _escaped(whole.text[at : span.end])


def unescaped(part: str) -> str:
    """One of ``pieces`` as plain text."""
    return html.unescape(part.replace("<b>", "").replace("</b>", ""))


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _spans(text: str, longest: int) -> List[Span]:
    found, at = [], 0
    while at < len(text):
        end = at + _length(text[at:], longest)
        words = text[at:end]
        start = at + len(words) - len(words.lstrip())
        if words.strip():
            found.append(Span(start, start + len(words.strip())))
        at = end
    return found


def _length(text: str, longest: int) -> int:
    """How many characters of ``text`` the next message takes."""
    window = _window(text, longest)
    if len(window) == len(text):
        return len(text)
    return best_cut(text, len(window))


def _window(text: str, longest: int) -> str:
    """As much of ``text`` as fits for sure: Telegram may count an emoji as two."""
    window = text[:longest]
    too_much = len(window.encode("utf-16-le", "surrogatepass")) // 2 - longest
    return window[: len(window) - too_much] if too_much > 0 else window
