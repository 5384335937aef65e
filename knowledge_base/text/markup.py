"""Take away what web pages and phones leave in a pasted message: tags, entities, styled letters."""

from __future__ import annotations

import html
import re
import unicodedata

from knowledge_base.text.addresses import outside_addresses

_UNSEEN = re.compile(r"<(script|style)\b[^<>]*>.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
# A sign of comparison ("dưới < 5 triệu") is no tag: a tag's name follows at once.
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")
_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
# Full-width letters and signs, and the bold or italic letters of social networks.
_STYLED = re.compile("[\uff01-\uff5e\U0001d400-\U0001d7ff]+")


def strip_markup(text: str) -> str:
    """Return ``text`` without HTML, and with plain letters for full-width and styled ones."""
    if "<" in text:
        text = _TAG.sub(" ", _UNSEEN.sub(" ", text))
    if "&" in text:
        # In an address ``&copy;`` may be a parameter.
        text = outside_addresses(text, _unescape)
    return _STYLED.sub(_plain, text)


def _unescape(text: str) -> str:
    return _ENTITY.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    return html.unescape(match[0])


def _plain(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0])
