"""Buttons, tapped or typed: ``/choose{...}``, or "số 2" where a channel shows numbers."""

from __future__ import annotations

import re

from rasa_sdk.executor import CollectingDispatcher

from actions.backend import record, say_end
from actions.base import Events, TurnAction
from actions.buttons import last_buttons, tapped
from actions.consent import CHOICE
from actions.privacy_choices import ActionPrivacyChoice
from actions.procedures import answer_procedure
from actions.rendering import say, say_status
from actions.routing import answer_intent
from actions.texts import text
from actions.turn import Turn
from api.client import TurnStatus

_DIGITS = re.compile(r"(?<![\d.,/])\d{1,2}(?![\d,/]|\.\d)")
# "Cái thứ hai đó em ơi" picks a button; a longer message says something of its own.
_MOST_WORDS = 6
# With and without diacritics: people type both.
_ORDINALS = (
    (re.compile(r"\b(cuối|cuoi|chót|chot|dưới cùng|duoi cung|last)\b"), -1),
    (re.compile(r"\b(đầu|dau|nhất|nhat|một|mot|trên cùng|tren cung|trên hết|first)\b"), 1),
    (re.compile(r"\b(hai|nhì|nhi|second)\b"), 2),
    (re.compile(r"\bba\b"), 3),
    (re.compile(r"\b(tư|tu|bốn|bon)\b"), 4),
    (re.compile(r"\b(năm|nam)\b"), 5),
)


def ordinal(words: str) -> int | None:
    """The number a person means, from 1; -1 for the last; ``None`` when there is none."""
    if len(words.split()) > _MOST_WORDS:
        return None
    digits = _DIGITS.search(words)
    if digits is not None:
        return int(digits[0])
    lowered = words.lower()
    return next((number for pattern, number in _ORDINALS if pattern.search(lowered)), None)


class ActionChoose(TurnAction):
    """Answers a tapped button, or finds the button that a typed number means."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_choose"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Answer what the button asks for."""
        if turn.is_button:
            return await self._answer_button(turn, dispatcher)
        buttons = last_buttons(turn.events)
        number = None if "code" in turn.entities else ordinal(turn.text)
        if not buttons or number is None:
            return await answer_procedure(turn, dispatcher)
        index = len(buttons) - 1 if number == -1 else number - 1
        if not 0 <= index < len(buttons):
            say(dispatcher, [text("which_number")], buttons)
            say_status(dispatcher, TurnStatus.CLARIFIED)
            await record(turn, TurnStatus.CLARIFIED)
            return []
        return await self._answer_named(turn, buttons[index], dispatcher)

    async def _answer_named(
        self, turn: Turn, button: dict[str, str], dispatcher: CollectingDispatcher
    ) -> Events:
        payload = button.get("payload")
        if payload:
            meant = tapped(turn, payload)
            if meant.intent == CHOICE:
                return await ActionPrivacyChoice().answer(meant, dispatcher)
            return await answer_intent(meant, dispatcher)
        # It only opens an address: nobody can press it for them.
        opened = {"title": button["title"], "url": button.get("url", "")}
        say(dispatcher, [text("open_it")], [opened])
        say_status(dispatcher, TurnStatus.CLARIFIED)
        await record(turn, TurnStatus.CLARIFIED)
        return []

    async def _answer_button(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        names_something = turn.entities.get("code") or (
            turn.entities.get("section") and turn.code_in_hand
        )
        if not names_something:
            say_end(dispatcher, text("no_such_choice"), TurnStatus.CLARIFIED)
            await record(turn, TurnStatus.CLARIFIED)
            return []
        return await answer_intent(turn, dispatcher)
