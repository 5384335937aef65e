"""A message's text as safe HTML, for the page without JavaScript.

The same marks, and the same HTML, as ``api/widget/parts/markup.js`` makes:
``tests/markup_cases.json`` is fed to both. Marks: ``*bold*``, line breaks, "1. " and "• "
lists, https addresses, the hotline, and a last paragraph beginning with "Mã " as the small
source line.
"""

from __future__ import annotations

import re
from itertools import groupby

from markupsafe import Markup, escape

SOURCE_START = "Mã "
_BOLD = re.compile(r"\*([^\s*](?:[^*\n]*[^\s*])?)\*")
_LINK = re.compile(r"https://[^\s<>\"'*]+[^\s<>\"'*.,;:!?)\]}»”]")
_NUMBERED = re.compile(r"(\d{1,3})\.\s+(.*)")
_BULLET = re.compile(r"[•\-–]\s+(.*)")
_BREAK = Markup("<br>")


def message_html(text: str, hotline: str = "") -> Markup:
    """``text`` as paragraphs; everything in it that is not one of our marks is escaped.

    Args:
        text: with our marks.
        hotline: a number to call, which becomes a link.
    """
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
    return Markup("").join(
        _source(part, hotline)
        if place == len(paragraphs) and part.startswith(SOURCE_START)
        else _blocks(part, hotline)
        for place, part in enumerate(paragraphs, 1)
    )


def _source(text: str, hotline: str) -> Markup:
    lines = Markup("").join(_inline(line, hotline) for line in text.split("\n"))
    return Markup('<p class="source">{}</p>').format(lines)


def _blocks(paragraph: str, hotline: str) -> Markup:
    html = Markup("")
    for tag, lines in groupby(paragraph.split("\n"), _tag):
        if tag == "p":
            words = _BREAK.join(_inline(line, hotline) for line in lines)
            html += Markup("<p>{}</p>").format(words)
        else:
            items = Markup("").join(_item(line, hotline) for line in lines)
            html += Markup("<{0}>{1}</{0}>").format(tag, items)
    return html


def _tag(line: str) -> str:
    if _NUMBERED.fullmatch(line):
        return "ol"
    return "ul" if _BULLET.fullmatch(line) else "p"


def _item(line: str, hotline: str) -> Markup:
    numbered = _NUMBERED.fullmatch(line)
    if numbered:
        # The number that was written, also where a list goes on after a remark.
        words = _inline(numbered[2], hotline)
        return Markup('<li value="{}">{}</li>').format(int(numbered[1]), words)
    bullet = _BULLET.fullmatch(line)
    return Markup("<li>{}</li>").format(_inline(bullet[1] if bullet else line, hotline))


def _inline(line: str, hotline: str) -> Markup:
    pieces = _BOLD.split(line)
    # Odd places are what stood between the stars.
    return Markup("").join(
        Markup("<strong>{}</strong>").format(_links(piece, hotline))
        if place % 2
        else _links(piece, hotline)
        for place, piece in enumerate(pieces)
    )


def _links(text: str, hotline: str) -> Markup:
    html, end = Markup(""), 0
    for match in _LINK.finditer(text):
        link = Markup(
            '<a href="{0}" target="_blank" rel="noopener noreferrer"'
            ' aria-label="{0} (mở trang mới)">{0}</a>'
        )
        html += _calls(text[end : match.start()], hotline) + link.format(match[0])
        end = match.end()
    return html + _calls(text[end:], hotline)


def _calls(text: str, hotline: str) -> Markup:
    if not hotline.isdigit():
        return escape(text)
    # Not inside a longer number such as a procedure's code.
    number = re.compile(rf"(?<![\d.,])({hotline})(?!\d|[.,]\d)")
    link = Markup('<a class="call" href="tel:{0}">{0}</a>')
    return Markup("").join(
        link.format(piece) if place % 2 else escape(piece)
        for place, piece in enumerate(number.split(text))
    )
