"""After the form: send, say that nothing was sent, or answer what the person moved on to."""

from __future__ import annotations

from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.backend import backend, record
from actions.base import Events, TurnAction
from actions.petitions.asking import begin_button, simple
from actions.petitions.draft import ASKED, CATEGORY, PHONE, PLACE, SKIPPED, TEXT, Draft, Stage
from actions.petitions.words import said
from actions.rendering import say, say_status
from actions.routing import answer_intent
from actions.texts import way_on_buttons
from actions.turn import Turn
from api.client import ApiError, TurnStatus
from api.client.petitions import NewPetition, OpenedPetition


class ActionAfterPetition(TurnAction):
    """Runs when the form closes."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_after_petition"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Do what the draft's stage says."""
        draft = Draft.of(turn)
        if draft.stage == Stage.CONFIRMED:
            return await _send(turn, dispatcher, draft.changed(content=_content(turn, draft)))
        if draft.stage == Stage.CANCELLED:
            await _say(turn, dispatcher, said("cancelled"), way_on_buttons(), TurnStatus.SMALLTALK)
            return _emptied(None)
        if turn.intent == "petition":
            # The petition could not be begun, and that was said.
            return _emptied(None)
        return [*_emptied(None), *await answer_intent(turn, dispatcher)]


class ActionPetitionStep(TurnAction):
    """A button of a form that is no longer open."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_petition_step"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Send what could not be sent before; a second "Gửi" makes no second petition."""
        draft = Draft.of(turn)
        again = turn.entities.get("step") == "send"
        if again and draft.stage == Stage.NOT_SENT:
            return await _send(turn, dispatcher, draft)
        if again and draft.stage == Stage.SENT:
            text = said("already", number=draft.number)
            await _say(turn, dispatcher, text, way_on_buttons(), TurnStatus.RECORDED)
            return []
        buttons = [begin_button(), *way_on_buttons()]
        await _say(turn, dispatcher, said("nothing_open"), buttons, TurnStatus.CLARIFIED)
        return []


async def _send(turn: Turn, dispatcher: CollectingDispatcher, draft: Draft) -> Events:
    petition = NewPetition(person=turn.person, channel=turn.channel, key=draft.key, **draft.content)
    try:
        opened = await backend.api().petitions.open(petition)
    except ApiError:
        text, buttons = said("not_sent"), [simple("send"), *way_on_buttons()]
        await _say(turn, dispatcher, text, buttons, TurnStatus.ERROR_BACKEND)
        return _emptied(draft.changed(stage=Stage.NOT_SENT))
    await _say(turn, dispatcher, _told(petition, opened), way_on_buttons()[:1], TurnStatus.RECORDED)
    return _emptied(Draft(key=draft.key, stage=Stage.SENT, number=opened.number))


def _told(petition: NewPetition, opened: OpenedPetition) -> str:
    lines = [said("sent", number=opened.number)]
    if petition.phone and not opened.phone_kept:
        lines.append(said("phone_lost"))
    if opened.photos < len(petition.photos):
        lines.append(said("photos_lost", kept=opened.photos, sent=len(petition.photos)))
    return "\n".join(lines)


def _content(turn: Turn, draft: Draft) -> dict[str, Any]:
    given = {name: turn.slots.get(name) for name in ASKED}
    place, phone = given[PLACE], given[PHONE]
    return {
        "kind": draft.kind["id"],
        "category": given[CATEGORY],
        "text": given[TEXT],
        "references": draft.text_references,
        "place": "" if place in (None, SKIPPED) else place,
        "place_references": draft.place_references,
        "phone": None if phone in (None, SKIPPED) else phone,
        "photos": draft.photos,
    }


def _emptied(draft: Draft | None) -> Events:
    kept = draft.slot() if draft else {"petition_draft": None}
    return [SlotSet(name, None) for name in ASKED] + [SlotSet(*item) for item in kept.items()]


async def _say(
    turn: Turn,
    dispatcher: CollectingDispatcher,
    text: str,
    buttons: list[dict[str, str]],
    status: str,
) -> None:
    say(dispatcher, [text], buttons)
    say_status(dispatcher, status)
    await record(turn, status)
