"""Ask for consent with two buttons, and go on with what it was asked for.

For a later feature: ``if not await agrees(turn, "appointment"): return await
ask_consent(turn, dispatcher, "appointment", then="book_appointment")``. The button
"Đồng ý" keeps the consent and answers the intent ``then``.
"""

from __future__ import annotations

import json

from rasa_sdk.executor import CollectingDispatcher

from actions.backend import backend
from actions.base import Events
from actions.privacy_words import words
from actions.rendering import say, say_status
from actions.turn import Turn
from api.client import TurnStatus
from api.client.privacy import ConsentQuestion

CHOICE = "privacy_choice"
AGREE, REFUSE = "agree", "refuse"
_SEPARATOR = ":"


async def agrees(turn: Turn, purpose: str) -> bool:
    """Whether the person agrees that something is kept for ``purpose``.

    Raises:
        ApiError: it cannot be told now.
    """
    return await backend.api().privacy.has(turn.person, purpose)


async def ask_consent(
    turn: Turn, dispatcher: CollectingDispatcher, purpose: str, then: str = ""
) -> Events:
    """Ask for ``purpose``; ``then`` is the intent that is answered once they agree.

    Raises:
        ApiError: there is no such purpose, or it cannot be told now.
    """
    question = await backend.api().privacy.ask(turn.person, purpose)
    say(dispatcher, [question.text], consent_buttons(question, then))
    say_status(dispatcher, TurnStatus.ASKED)
    return []


def consent_buttons(question: ConsentQuestion, then: str = "") -> list[dict[str, str]]:
    """The two buttons under ``question``: nothing is agreed to by silence."""
    agree = choice(AGREE, question.purpose, question.version, then)
    return [
        {"title": words("consent", "agree"), "payload": agree},
        {"title": words("consent", "refuse"), "payload": choice(REFUSE, question.purpose)},
    ]


def choice(name: str, purpose: str = "", version: str = "", then: str = "") -> str:
    """The command behind a button of ours; short, for a button of Telegram holds 64 bytes."""
    about = _SEPARATOR.join((purpose, version, then)).rstrip(_SEPARATOR)
    entities = {"choice": name, **({"about": about} if about else {})}
    return f"/{CHOICE}{json.dumps(entities, ensure_ascii=False, separators=(',', ':'))}"


def about(turn: Turn) -> tuple[str, str, str]:
    """Purpose, version and what is answered then, of the button that was pressed."""
    purpose, version, then, *_ = [*turn.entities.get("about", "").split(_SEPARATOR), "", "", ""]
    return purpose, version, then
