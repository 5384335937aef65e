"""The form that asks which department (sở nào) when someone asks for a floor without one."""

from __future__ import annotations

from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, TurnAction
from actions.centre import ask_centre
from actions.routing import answer_intent
from actions.turn import Turn

SLOT = "department"
# Intents that a bare answer such as "bên đất đai á" may be taken for; and what is told unasked
# in between, which is no word of the person's at all.
_STAYING = frozenset({"centre_department", "nlu_fallback", "notify"})


def has_moved_on(turn: Turn) -> bool:
    """Whether the person, asked for a department, talks of something else: the way out."""
    was_asked = turn.asked_slot == SLOT
    return was_asked and SLOT not in turn.entities and turn.intent not in _STAYING


class ValidateDepartmentForm(FormValidationAction):  # type: ignore[misc]  # untyped SDK
    """Takes an official name, or a readable answer for the API to resolve; else lets go."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "validate_department_form"

    async def required_slots(
        self,
        domain_slots: list[str],
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> list[str]:
        """Nothing more is needed once the person has moved on: that closes the form.

        While the slot still holds the words typed, it is needed: ``validate_department``
        must have its say first.
        """
        turn = Turn.of(tracker)
        return [] if turn.department is None and has_moved_on(turn) else domain_slots

    def validate_department(
        self,
        value: Any,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> dict[str, Any]:
        """Prefer the recognised name to the words around it."""
        turn = Turn.of(tracker)
        if has_moved_on(turn):
            return {SLOT: None}
        readable = isinstance(value, str) and any(char.isalnum() for char in value)
        return {SLOT: turn.entities.get(SLOT) or (value if readable else None)}


class ActionAskDepartment(TurnAction):
    """Asks which department; the API lists them, since staff may change them."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_ask_department"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Ask back with the API's choices."""
        await ask_centre(turn, dispatcher, "department", None)
        return []


class ActionAfterDepartment(TurnAction):
    """Runs when the form closes: tells the floor, or answers what the person moved on to."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_after_department"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Answer about the department, if one was named."""
        if turn.department is None:
            return await answer_intent(turn, dispatcher)
        return await ask_centre(turn, dispatcher, "department", turn.department)
