"""What the form asks: one question a message, with its buttons."""

from __future__ import annotations

import json

from rasa_sdk.executor import CollectingDispatcher

from actions.backend import record
from actions.base import Events, TurnAction
from actions.petitions.draft import (
    CATEGORY,
    MOST_PHOTOS,
    PHONE,
    PLACE,
    SKIPPED,
    TEXT,
    Draft,
)
from actions.petitions.words import said, title
from actions.rendering import say, say_status
from actions.turn import Turn
from api.client import TurnStatus

Buttons = list[dict[str, str]]
STEP_INTENT = "petition_step"


def step_button(words: str, **values: str) -> dict[str, str]:
    """A button of the form; its command says all it needs."""
    written = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return {"title": words, "payload": f"/{STEP_INTENT}{written}"}


def simple(name: str) -> dict[str, str]:
    """A button that only says a step."""
    return step_button(title(name), step=name)


def begin_button() -> dict[str, str]:
    """The button that opens a new petition."""
    return {"title": title("petition"), "payload": "/petition"}


async def _ask(turn: Turn, dispatcher: CollectingDispatcher, text: str, buttons: Buttons) -> Events:
    say(dispatcher, [text], buttons)
    say_status(dispatcher, TurnStatus.ASKED)
    await record(turn, TurnStatus.ASKED)
    return []


class ActionAskPetitionText(TurnAction):
    """Asks what happened; the one thing that cannot be skipped."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_ask_petition_form_petition_text"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Ask."""
        return await _ask(turn, dispatcher, said("ask_text"), [simple("cancel")])


class ActionAskPetitionCategory(TurnAction):
    """Asks what it is about, where the words did not tell."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_ask_petition_form_petition_category"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Ask with all categories as buttons."""
        categories = Draft.of(turn).categories
        buttons = [step_button(item["name"], category=item["id"]) for item in categories]
        return await _ask(turn, dispatcher, said("ask_category"), buttons)


class ActionAskPetitionPlace(TurnAction):
    """Asks where it happened, where the words did not tell."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_ask_petition_form_petition_place"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Ask."""
        return await _ask(turn, dispatcher, said("ask_place"), [simple("skip"), simple("cancel")])


class ActionAskPetitionPhone(TurnAction):
    """Asks for a phone number, and says why."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_ask_petition_form_contact_phone"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Ask."""
        return await _ask(turn, dispatcher, said("ask_phone"), [simple("skip"), simple("cancel")])


class ActionAskPetitionConfirm(TurnAction):
    """Shows what will be sent, or asks which part to change."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_ask_petition_form_petition_confirm"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Ask."""
        draft = Draft.of(turn)
        if draft.editing:
            parts = [step_button(title(part), part=part) for part in (TEXT, CATEGORY, PLACE, PHONE)]
            return await _ask(turn, dispatcher, said("ask_part"), parts)
        buttons = [simple("send"), simple("edit"), simple("cancel")]
        return await _ask(turn, dispatcher, _summary(turn, draft), buttons)


def _summary(turn: Turn, draft: Draft) -> str:
    place, phone = turn.slots.get(PLACE), turn.slots.get(PHONE)
    count = len(draft.photos)
    return said(
        "summary",
        kind=draft.kind.get("name", ""),
        category=draft.category_name(str(turn.slots.get(CATEGORY))),
        text=turn.slots.get(TEXT),
        place=said("no_place") if place in (None, SKIPPED) else place,
        phone=said("no_phone") if phone in (None, SKIPPED) else said("with_phone"),
        photos=count or said("no_photos"),
        hint=said("photo_hint", most=MOST_PHOTOS) if count < MOST_PHOTOS else "",
    )
