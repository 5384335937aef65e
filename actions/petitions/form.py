"""The form: takes each answer, a step back, a picture, or a question in the middle."""

from __future__ import annotations

from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.backend import backend
from actions.petitions.asking import STEP_INTENT
from actions.petitions.draft import (
    ASKED,
    CATEGORY,
    CONFIRM,
    MOST_PHOTOS,
    PHONE,
    PLACE,
    SKIPPED,
    TEXT,
    Draft,
    Stage,
    references,
)
from actions.petitions.steps import Answered, answered
from actions.petitions.words import said
from actions.routing import answer_intent
from actions.texts import received
from actions.turn import Turn
from api.client import ApiError

Slots = dict[str, Any]
# Buttons of earlier answers: answered, then the form goes on. Others lead out of it.
_STAYING = frozenset({"choose", "ask_centre"})
_LONGEST_PLACE = 300


class ValidatePetitionForm(FormValidationAction):  # type: ignore[misc]  # untyped SDK
    """Decides what each message does to the draft."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "validate_petition_form"

    async def required_slots(
        self,
        domain_slots: list[str],
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> list[str]:
        """Nothing more is needed once the draft is cancelled or left: that closes the form."""
        stage = Draft.of(Turn.of(tracker)).stage
        return [] if stage in (Stage.CANCELLED, Stage.LEFT) else domain_slots

    async def validate_petition_text(self, value: Any, *rest: Any) -> Slots:
        """What happened."""
        return await _taken(TEXT, value, *rest)

    async def validate_petition_category(self, value: Any, *rest: Any) -> Slots:
        """What it is about."""
        return await _taken(CATEGORY, value, *rest)

    async def validate_petition_place(self, value: Any, *rest: Any) -> Slots:
        """Where."""
        return await _taken(PLACE, value, *rest)

    async def validate_contact_phone(self, value: Any, *rest: Any) -> Slots:
        """Whom to call."""
        return await _taken(PHONE, value, *rest)

    async def validate_petition_confirm(self, value: Any, *rest: Any) -> Slots:
        """Send, change or leave."""
        return await _taken(CONFIRM, value, *rest)


async def _taken(
    slot: str,
    value: Any,
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    domain: dict[str, Any],
) -> Slots:
    turn = Turn.of(tracker)
    if turn.asked_slot != slot:
        # Filled when the petition began: it was read then.
        return {slot: value}
    answer, draft = await answered(turn), Draft.of(turn)
    if answer.turn.is_button:
        return await _command(slot, answer.turn, draft, dispatcher)
    if answer.means("leave"):
        return {slot: None} | draft.changed(stage=Stage.CANCELLED).slot()
    if turn.intent == "talk_to_human" and not answer.hidden:
        return {slot: None} | draft.changed(stage=Stage.LEFT).slot()
    if answer.is_question or (answer.is_smalltalk and slot != CONFIRM):
        return await _aside(slot, answer.turn, dispatcher)
    return await _ANSWERS[slot](answer, draft, dispatcher)


async def _command(slot: str, turn: Turn, draft: Draft, dispatcher: CollectingDispatcher) -> Slots:
    if turn.intent == "receive":
        return _received(slot, turn, draft, dispatcher)
    if turn.intent == STEP_INTENT:
        return _step(slot, turn.entities, draft)
    if turn.intent in _STAYING:
        return await _aside(slot, turn, dispatcher)
    return {slot: None} | draft.changed(stage=Stage.LEFT).slot()


def _step(slot: str, values: dict[str, str], draft: Draft) -> Slots:
    """A button of the form. One of an earlier question changes nothing; the form asks again."""
    step, part, category = values.get("step"), values.get("part"), values.get("category")
    if step == "cancel":
        return {slot: None} | draft.changed(stage=Stage.CANCELLED).slot()
    if step == "skip" and slot in (PLACE, PHONE):
        return {slot: SKIPPED}
    if category and slot == CATEGORY and category in {item["id"] for item in draft.categories}:
        return {slot: category}
    if slot == CONFIRM and step == "send":
        return {slot: step} | draft.changed(stage=Stage.CONFIRMED).slot()
    if slot == CONFIRM and step == "edit":
        return {slot: None} | draft.changed(editing=True).slot()
    if slot == CONFIRM and part in ASKED and part != CONFIRM:
        return {slot: None, part: None} | draft.changed(editing=False).slot()
    return {slot: None}


def _received(slot: str, turn: Turn, draft: Draft, dispatcher: CollectingDispatcher) -> Slots:
    """A picture belongs to the petition; a shared contact answers the question after it."""
    what = turn.entities.get("what", "")
    shared = [reference for kind, reference in turn.references if kind == "phone"]
    if what == "contact" and slot == PHONE and shared:
        return {slot: shared[0]}
    if what != "image":
        dispatcher.utter_message(text=received(what))
        return {slot: None}
    if turn.media is None:
        dispatcher.utter_message(text=said("photo_missing"))
        return {slot: None}
    if len(draft.photos) >= MOST_PHOTOS:
        dispatcher.utter_message(text=said("photo_too_many", most=MOST_PHOTOS))
        return {slot: None}
    photos = [*draft.photos, turn.media]
    dispatcher.utter_message(text=said("photo_kept", count=len(photos)))
    return {slot: None} | draft.changed(photos=photos).slot()


async def _aside(slot: str, turn: Turn, dispatcher: CollectingDispatcher) -> Slots:
    """Answer what was asked in the middle; the form asks again below the answer."""
    events = await answer_intent(turn, dispatcher)
    kept = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    return {slot: None} | kept


async def _text(answer: Answered, draft: Draft, dispatcher: CollectingDispatcher) -> Slots:
    if not answer.turn.is_readable:
        return {TEXT: None}
    draft = draft.changed(text_references=references(answer.turn))
    slots: Slots = {TEXT: answer.words}
    return slots | draft.slot() | await _read_more(answer)


async def _read_more(answer: Answered) -> Slots:
    """Category and place where the story names them: not to be asked then."""
    try:
        read = await backend.api().petitions.read(answer.words)
    except ApiError:
        return {}
    found = {CATEGORY: read.category["id"] if read.category else None, PLACE: read.place}
    known = answer.turn.slots
    return {name: value for name, value in found.items() if value and not known.get(name)}


async def _category(answer: Answered, draft: Draft, dispatcher: CollectingDispatcher) -> Slots:
    """Typed words that are no category's name: guessed, else "other"."""
    try:
        read = await backend.api().petitions.read(answer.words)
    except ApiError:
        return {CATEGORY: draft.categories[-1]["id"]}
    return {CATEGORY: (read.category or draft.categories[-1])["id"]}


async def _place(answer: Answered, draft: Draft, dispatcher: CollectingDispatcher) -> Slots:
    if answer.means("skip") or not answer.turn.is_readable:
        return {PLACE: SKIPPED}
    draft = draft.changed(place_references=references(answer.turn))
    slots: Slots = {PLACE: answer.words[:_LONGEST_PLACE]}
    return slots | draft.slot()


async def _phone(answer: Answered, draft: Draft, dispatcher: CollectingDispatcher) -> Slots:
    if answer.means("skip"):
        return {PHONE: SKIPPED}
    kept = references(answer.turn)
    if answer.is_phone and kept:
        return {PHONE: kept[-1]}
    dispatcher.utter_message(text=said("bad_phone"))
    return {PHONE: None}


async def _confirm(answer: Answered, draft: Draft, dispatcher: CollectingDispatcher) -> Slots:
    if answer.means("send"):
        return _step(CONFIRM, {"step": "send"}, draft)
    if answer.means("edit"):
        return _step(CONFIRM, {"step": "edit"}, draft)
    return {CONFIRM: None}


_ANSWERS = {TEXT: _text, CATEGORY: _category, PLACE: _place, PHONE: _phone, CONFIRM: _confirm}
