"""A message's text as safe HTML, for the page without JavaScript.

The same marks as in ``static/markup.js``: ``*bold*``, line breaks, https addresses, and a
last paragraph beginning with "Mã " as the small source line.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

SOURCE_START = "Mã "
_BOLD = re.compile(r"\*(?=\S)([^*\n]+?)(?<=\S)\*")
_LINK = re.compile(r"https://[^\s<>\"'*]+[^\s<>\"'*.,;:!?)\]}»”]")


def message_html(text: str) -> Markup:
    """``text`` as paragraphs; everything in it that is not one of our marks is escaped."""
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
    return Markup("").join(
        _paragraph(part, is_last=place == len(paragraphs))
        for place, part in enumerate(paragraphs, 1)
    )


def _paragraph(text: str, is_last: bool) -> Markup:
    lines = Markup("<br>").join(_bold(line) for line in text.split("\n"))
    if is_last and text.startswith(SOURCE_START):
        return Markup('<p class="source">{}</p>').format(lines)
    return Markup("<p>{}</p>").format(lines)


def _bold(line: str) -> Markup:
    pieces = _BOLD.split(line)
    # Odd places are what stood between the stars.
    return Markup("").join(
        Markup("<strong>{}</strong>").format(_links(piece)) if place % 2 else _links(piece)
        for place, piece in enumerate(pieces)
    )


def _links(text: str) -> Markup:
    html, end = Markup(""), 0
    for match in _LINK.finditer(text):
        link = Markup('<a href="{0}" target="_blank" rel="noopener noreferrer">{0}</a>')
        html += escape(text[end : match.start()]) + link.format(match[0])
        end = match.end()
    return html + escape(text[end:])
