"""The form that proves a phone: consent, then a share of the channel or a code by SMS.

What people type into it is masked whole and lies in the vault; the API reads it there.
A slot holds ``done`` or ``stopped``, never a number.
"""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.backend import backend, say_failure
from actions.base import Events, TurnAction
from actions.buttons import plain
from actions.consent import AGREE, REFUSE, about, choice, consent_buttons
from actions.privacy_words import channel_names, words
from actions.rendering import say_status
from actions.routing import answer_intent
from actions.turn import Turn
from api.client import ApiError, TurnStatus
from api.client.privacy import PhoneStep

CONSENT, PHONE, CODE = "phone_consent", "phone", "verifier"
SLOTS = (CONSENT, PHONE, CODE)
PURPOSE = "contact_phone"
DONE, STOPPED, MOVED_ON = "done", "stopped", "moved_on"
STOP = "stop"
# Their platforms vouch for a phone that is shared.
_SHARING = ("telegram", "zalo")
# What is told unasked in between, and the wish itself said again, are no answers.
_NO_ANSWER = frozenset({"notify", "link_phone"})
_WHO, _SOFT = r"(?:da )?(?:em |toi |minh |con )?", r"(?: (?:a|nhe|nha))?"
_YES = re.compile(rf"{_WHO}(?:dong y|ok|oke|co|vang|duoc){_SOFT}")
_NO = re.compile(rf"{_WHO}(?:khong|ko|k)(?: dong y)?{_SOFT}")
Slots = dict[str, Any]


class ValidatePhoneForm(FormValidationAction):  # type: ignore[misc]  # untyped SDK
    """Takes one answer after the other."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "validate_phone_form"

    async def required_slots(
        self,
        domain_slots: list[str],
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> list[str]:
        """All three, until one of them says that it is over: then no more than there are."""
        values = {name: tracker.get_slot(name) for name in SLOTS}
        if STOPPED in values.values() or MOVED_ON in values.values():
            return [name for name, value in values.items() if value is not None]
        return list(SLOTS)

    async def extract_phone_consent(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Slots:
        """``done`` once they agree, now or before."""
        if tracker.get_slot(CONSENT) is not None:
            return {}
        turn = Turn.of(tracker)
        try:
            if turn.asked_slot == CONSENT:
                return {CONSENT: await _consented(turn, dispatcher)}
            return {CONSENT: await _may_begin(turn, dispatcher)}
        except ApiError as error:
            say_failure(dispatcher, error)
            return {CONSENT: STOPPED}

    async def extract_phone(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Slots:
        """``done`` once a code is sent, or the phone is proved by a share."""
        turn = Turn.of(tracker)
        if turn.asked_slot != PHONE or tracker.get_slot(PHONE) is not None:
            return {}
        given_up = _given_up(turn, dispatcher)
        if given_up is not None:
            return {PHONE: given_up}
        if not turn.references:
            return {PHONE: None}
        is_share = turn.entities.get("what") == "contact"
        step = await _step(turn, dispatcher, "share" if is_share else "number")
        if step is None:
            return {PHONE: STOPPED}
        if step.outcome == "linked":
            _say_linked(step, dispatcher)
            return {PHONE: DONE, CODE: DONE}
        return {PHONE: _after(step.outcome, dispatcher, again=("not_a_phone",))}

    async def extract_verifier(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Slots:
        """``done`` once the code was right."""
        turn = Turn.of(tracker)
        if turn.asked_slot != CODE or tracker.get_slot(CODE) is not None:
            return {}
        given_up = _given_up(turn, dispatcher)
        if given_up is not None:
            return {CODE: given_up}
        if not turn.references:
            return {CODE: None}
        step = await _step(turn, dispatcher, "code")
        if step is not None and step.outcome == "linked":
            _say_linked(step, dispatcher)
            return {CODE: DONE}
        outcome = step.outcome if step else ""
        return {CODE: _after(outcome, dispatcher, again=("wrong",)) if outcome else STOPPED}

    def _as_it_is(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Slots:
        """Whoever took the answer has judged it."""
        return {}

    validate_phone_consent = validate_phone = validate_verifier = _as_it_is


class ActionAskPhoneConsent(TurnAction):
    """Asks whether the phone may be kept."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_ask_phone_consent"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """The text of the purpose, two buttons, nothing chosen beforehand."""
        question = await backend.api().privacy.ask(turn.person, PURPOSE)
        dispatcher.utter_message(text=question.text, buttons=consent_buttons(question))
        say_status(dispatcher, TurnStatus.ASKED)
        return []


class ActionAskPhone(TurnAction):
    """Asks for the phone, in the way of the channel."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_ask_phone"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """A share where the channel has one, a typed number elsewhere; and a way out."""
        if _shares(turn):
            request = {"type": "request_contact", "text": words("phone", "ask_share")}
            dispatcher.utter_message(json_message=request)
        if await backend.api().privacy.sends_codes():
            dispatcher.utter_message(text=words("phone", "ask_number"), buttons=_stop_button())
        say_status(dispatcher, TurnStatus.ASKED)
        return []


class ActionAskVerifier(TurnAction):
    """Asks for the code."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_ask_verifier"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Ask, with a way out."""
        dispatcher.utter_message(text=words("phone", "ask_code"), buttons=_stop_button())
        say_status(dispatcher, TurnStatus.ASKED)
        return []


class ActionAfterPhone(TurnAction):
    """Runs when the form closes: empties it, and answers what the person moved on to."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_after_phone"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """The rest was said by the form itself."""
        emptied: Events = [SlotSet(name, None) for name in SLOTS]
        if turn.phone_form == MOVED_ON:
            return [*emptied, *await answer_intent(turn, dispatcher)]
        say_status(dispatcher, TurnStatus.ANSWERED)
        return emptied


async def _may_begin(turn: Turn, dispatcher: CollectingDispatcher) -> str | None:
    """The consent's slot before it was asked for: ``None`` asks."""
    privacy = backend.api().privacy
    if not _shares(turn) and not await privacy.sends_codes():
        dispatcher.utter_message(text=words("phone", "off"))
        return STOPPED
    return DONE if await privacy.has(turn.person, PURPOSE) else None


async def _consented(turn: Turn, dispatcher: CollectingDispatcher) -> str | None:
    """The consent's slot after it was asked for."""
    if turn.intent in _NO_ANSWER:
        return None
    said = turn.entities.get("choice") if turn.is_button else None
    if said == AGREE or (not turn.is_button and _YES.fullmatch(plain(turn.text))):
        privacy = backend.api().privacy
        question = await privacy.ask(turn.person, PURPOSE)
        version = about(turn)[1] or question.version
        await privacy.give(turn.person, PURPOSE, version, turn.channel)
        return DONE
    if said == REFUSE or (not turn.is_button and _NO.fullmatch(plain(turn.text))):
        dispatcher.utter_message(text=words("consent", "refused"))
        return STOPPED
    return MOVED_ON


def _given_up(turn: Turn, dispatcher: CollectingDispatcher) -> str | None:
    """The slot where the message is no answer; ``None``: it is one, or asks nothing of us."""
    if turn.entities.get("choice") == STOP:
        dispatcher.utter_message(text=words("phone", "stopped"))
        return STOPPED
    is_contact = turn.entities.get("what") == "contact"
    if turn.is_button and not is_contact and turn.intent not in _NO_ANSWER:
        return MOVED_ON
    return None


async def _step(turn: Turn, dispatcher: CollectingDispatcher, how: str) -> PhoneStep | None:
    try:
        return await backend.api().privacy.prove_phone(
            turn.person, how, [name for _, name in turn.references]
        )
    except ApiError as error:
        say_failure(dispatcher, error)
        return None


def _after(outcome: str, dispatcher: CollectingDispatcher, again: tuple[str, ...]) -> str | None:
    """The slot after a step that did not prove the phone; outcomes of ``again`` ask once more."""
    if outcome == "sent":
        return DONE
    dispatcher.utter_message(text=words("phone", outcome))
    return None if outcome in again else STOPPED


def _say_linked(step: PhoneStep, dispatcher: CollectingDispatcher) -> None:
    text = words("phone", "linked")
    if len(step.channels) > 1:
        text += " " + words("phone", "together", channels=channel_names(step.channels))
    dispatcher.utter_message(text=text)


def _shares(turn: Turn) -> bool:
    return turn.person.partition(":")[0] in _SHARING


def _stop_button() -> list[dict[str, str]]:
    return [{"title": words("phone", "stop"), "payload": choice(STOP)}]
