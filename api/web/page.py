"""Render the web chat's page, with the conversation so far for browsers without JavaScript."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.chat.schemas import ChatHistory, ChatMessage, PastTurn
from api.chat.service import RELAYED
from api.web.content import PageFacts, page_words
from api.web.markup import message_html
from api.widget.build import PARTS

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"


@dataclass(frozen=True)
class PlainTurn:
    """A turn rendered on the server: what was asked, and the answer or an error.

    Attributes:
        question: what the person typed or the title of the button; ``None``: nobody asked.
        messages: the answer's bubbles.
        error: what went wrong, in Vietnamese; the question then stays in the text box.
        image: reference of the picture that was sent.
        relayed: whether it went to an officer, who answers later.
        author: who of the office wrote it.
    """

    question: str | None
    messages: list[ChatMessage]
    error: str | None = None
    image: str | None = None
    relayed: bool = False
    author: str | None = None


def plain_turns(history: ChatHistory) -> list[PlainTurn]:
    """The answered turns of ``history``."""
    return [_plain(turn) for turn in history.turns if turn.end is not None]


def chat_page(facts: PageFacts, longest_text: int, turns: Sequence[PlainTurn] = ()) -> str:
    """The page as HTML.

    Args:
        facts: what it says about the centre.
        longest_text: limit of a message, in characters.
        turns: what to show below the greeting.
    """
    template = _environment().get_template("chat.html")
    return template.render(
        words=page_words(), facts=facts, longest_text=longest_text, turns=turns, version=_version()
    )


def _plain(turn: PastTurn) -> PlainTurn:
    if turn.asked is None:
        return PlainTurn(None, turn.messages, author=turn.author)
    relayed = turn.end is not None and turn.end.status == RELAYED
    return PlainTurn(turn.asked.text, turn.messages, image=turn.asked.image, relayed=relayed)


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
    """Digest of the files, so that a browser fetches new ones after an update."""
    digest = hashlib.sha256()
    for path in sorted((*STATIC.iterdir(), *PARTS.iterdir())):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
