"""Turn the API's typed answer into Rasa messages."""

from __future__ import annotations

import json
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.cutting import cut_text
from api.client import Answer, Choice

# Longest message in characters; the channel's name may carry a suffix ("zalo_oa").
_LIMITS = {"zalo": 2000, "telegram": 4096}
_DEFAULT_LIMIT = 1500


def message_limit(channel: str) -> int:
    """Longest text, in characters, that reads well and is accepted in ``channel``."""
    return next((size for name, size in _LIMITS.items() if name in channel), _DEFAULT_LIMIT)


def render(dispatcher: CollectingDispatcher, answer: Answer, channel: str) -> None:
    """Say the answer: its texts, the source as last paragraph, buttons on the last message."""
    texts = list(answer.messages)
    if answer.source:
        last = texts.pop() if texts else ""
        texts.append(f"{last}\n\n{answer.source}".strip())
    limit = message_limit(channel)
    pieces = [piece for whole in texts for piece in cut_text(whole, limit)]
    say(dispatcher, pieces, [button(choice) for choice in answer.choices])
    say_status(dispatcher, answer.status, answer.code, answer.section, answer.reference)


def say(dispatcher: CollectingDispatcher, pieces: list[str], buttons: list[dict[str, str]]) -> None:
    """Utter the texts in order, the buttons under the last one."""
    for piece in pieces[:-1]:
        dispatcher.utter_message(text=piece)
    if pieces:
        dispatcher.utter_message(text=pieces[-1], buttons=buttons)


def say_status(
    dispatcher: CollectingDispatcher,
    status: str,
    code: str | None = None,
    section: str | None = None,
    answer: str | None = None,
) -> None:
    """End the turn: a message for programs, which channels do not show to people.

    ``answer`` names an answer with facts, so that its person may judge it.
    """
    told = {"type": "status", "status": status, "code": code, "section": section}
    dispatcher.utter_message(json_message=told | ({"answer": answer} if answer else {}))


def button(choice: Choice) -> dict[str, str]:
    """One button; its payload carries all it needs, so that it still works next week."""
    return {"title": choice.title, "payload": payload(choice)}


def payload(choice: Choice) -> str:
    """The command behind a choice; a choice that names nothing says its own title."""
    if choice.question:
        return _command("ask_centre", question=choice.question, department=choice.department)
    if choice.code or choice.section:
        return _command("choose", code=choice.code, section=choice.section)
    return choice.title


def _command(intent: str, **entities: str | None) -> str:
    given: dict[str, Any] = {name: value for name, value in entities.items() if value}
    return f"/{intent}{json.dumps(given, ensure_ascii=False, separators=(',', ':'))}"
