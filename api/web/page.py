"""Render the web chat's page, empty or with the one turn of a browser without JavaScript."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.chat.schemas import ChatMessage
from api.web.content import PageFacts, page_words
from api.web.markup import message_html

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"


@dataclass(frozen=True)
class PlainTurn:
    """A turn rendered on the server: what was asked, and the answer or an error.

    Attributes:
        question: what the person typed or the title of the button.
        messages: the answer's bubbles.
        error: what went wrong, in Vietnamese; the question then stays in the text box.
    """

    question: str
    messages: list[ChatMessage]
    error: str | None = None


def chat_page(facts: PageFacts, longest_text: int, turn: PlainTurn | None = None) -> str:
    """The page as HTML.

    Args:
        facts: what it says about the centre.
        longest_text: limit of a message, in characters.
        turn: what to show below the greeting.
    """
    template = _environment().get_template("chat.html")
    return template.render(
        words=page_words(), facts=facts, longest_text=longest_text, turn=turn, version=_version()
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["message"] = message_html
    return environment


@lru_cache(maxsize=1)
def _version() -> str:
    """Digest of the static files, so that a browser fetches new ones after an update."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
