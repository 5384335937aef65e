"""People's own data (dữ liệu của tôi): show it, delete it, find a receipt, take consent back."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta, timezone

from rasa_sdk.executor import CollectingDispatcher

from actions.backend import backend, record, say_end, say_failure
from actions.base import Events, TurnAction
from actions.buttons import last_buttons
from actions.consent import choice
from actions.privacy_words import channel_names, words
from actions.rendering import say, say_status
from actions.turn import Turn
from api.client import ApiError, TurnStatus
from api.client.privacy import DataOverview, KeptThings

DELETE_YES, DELETE_NO, WITHDRAW = "delete_yes", "delete_no", "withdraw"
_NUMBER = re.compile(r"XD ?- ?20\d\d ?- ?\d{6}", re.IGNORECASE)
_HERE = timezone(timedelta(hours=7))
_Answer = Callable[[Turn, CollectingDispatcher], Awaitable[Events]]
Buttons = list[dict[str, str]]


async def view_my_data(turn: Turn, dispatcher: CollectingDispatcher) -> Events:
    """Tell what is kept, for how long, and how to have it deleted."""
    seen = await backend.api().privacy.overview(turn.person)
    lines = [_line(place) for place in seen.places]
    text = "\n".join([words("view", "heading"), *lines]) if lines else words("view", "nothing")
    if len(seen.channels) > 1:
        text += "\n" + words("view", "linked", channels=channel_names(seen.channels))
    if seen.phone_asked_again:
        text += "\n" + words("view", "asked_again")
    return await _end(turn, dispatcher, text, _ways(seen))


async def delete_my_data(turn: Turn, dispatcher: CollectingDispatcher) -> Events:
    """Ask whether they are sure; asked for again right after that question, they are."""
    if any(button.get("payload") == choice(DELETE_YES) for button in last_buttons(turn.events)):
        return await accept_deletion(turn, dispatcher)
    seen = await backend.api().privacy.overview(turn.person)
    text = words("delete", "question")
    if len(seen.channels) > 1:
        text += "\n" + words("delete", "linked", channels=channel_names(seen.channels))
    buttons = [
        {"title": words("delete", "sure"), "payload": choice(DELETE_YES)},
        {"title": words("delete", "keep"), "payload": choice(DELETE_NO)},
    ]
    return await _end(turn, dispatcher, text, buttons)


async def accept_deletion(turn: Turn, dispatcher: CollectingDispatcher) -> Events:
    """File the request and tell its number; the deletion begins once this answer is out."""
    receipt = await backend.api().privacy.delete(turn.person)
    # Nothing is counted of this turn: it would be kept under a name that is being forgotten.
    say(dispatcher, [words("delete", "accepted", number=receipt.number)], [])
    say_status(dispatcher, TurnStatus.ANSWERED)
    return []


async def find_receipt(turn: Turn, dispatcher: CollectingDispatcher) -> Events:
    """Tell how a request stands."""
    found = _NUMBER.search(turn.text)
    if found is None:
        return await _end(turn, dispatcher, words("receipt", "which"), [])
    receipt = await backend.api().privacy.receipt(found[0])
    values = {"asked": _moment(receipt.asked_at), "done": _moment(receipt.done_at)}
    name = receipt.state or "unknown"
    text = words("receipt", name, number=receipt.number.upper(), **values)
    return await _end(turn, dispatcher, text, [])


async def withdraw_consent(turn: Turn, dispatcher: CollectingDispatcher) -> Events:
    """Take back the only consent, or ask which one."""
    standing = await backend.api().privacy.standing(turn.person)
    if not standing:
        return await _end(turn, dispatcher, words("consent", "nothing"), [])
    if len(standing) == 1:
        return await withdraw(turn, dispatcher, None)
    buttons = [
        {"title": title, "payload": choice(WITHDRAW, purpose)}
        for purpose, title in standing.items()
    ]
    every = {"title": words("consent", "all"), "payload": choice(WITHDRAW)}
    return await _end(turn, dispatcher, words("consent", "which"), [*buttons, every])


async def withdraw(turn: Turn, dispatcher: CollectingDispatcher, purpose: str | None) -> Events:
    """Take consent back for ``purpose``, or for all."""
    titles = await backend.api().privacy.withdraw(turn.person, purpose)
    if not titles:
        return await _end(turn, dispatcher, words("consent", "nothing"), [])
    return await _end(turn, dispatcher, words("consent", "withdrawn", titles="; ".join(titles)), [])


ANSWERS: dict[str, _Answer] = {
    "view_my_data": view_my_data,
    "delete_my_data": delete_my_data,
    "privacy_receipt": find_receipt,
    "withdraw_consent": withdraw_consent,
}


async def answer_privacy(turn: Turn, dispatcher: CollectingDispatcher) -> Events:
    """Answer an intent of ``ANSWERS``; a failure is told like any other."""
    try:
        return await ANSWERS[turn.intent](turn, dispatcher)
    except ApiError as error:
        say_failure(dispatcher, error)
        return []


class ActionPrivacy(TurnAction):
    """Answers what people ask about their own data."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_privacy"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """See ``answer_privacy``."""
        return await answer_privacy(turn, dispatcher)


async def _end(turn: Turn, dispatcher: CollectingDispatcher, text: str, buttons: Buttons) -> Events:
    if buttons:
        say(dispatcher, [text], buttons)
        say_status(dispatcher, TurnStatus.ANSWERED)
    else:
        say_end(dispatcher, text, TurnStatus.ANSWERED)
    await record(turn, TurnStatus.ANSWERED)
    return []


def _line(place: KeptThings) -> str:
    if place.things is None:
        return words("view", "uncounted", label=place.label, kept=place.kept)
    return words("view", "line", label=place.label, kept=place.kept, things=place.things)


def _ways(seen: DataOverview) -> Buttons:
    ways = [
        {"title": words("view", "delete"), "payload": "/delete_my_data"},
        {"title": words("view", "withdraw"), "payload": "/withdraw_consent"},
        {"title": words("view", "link"), "payload": "/link_phone"},
    ]
    if seen.file is None:
        return ways
    # The payload is for channels that show no links.
    download = {"title": words("view", "download"), "payload": "/view_my_data", "url": seen.file}
    return [download, *ways]


def _moment(iso: str) -> str:
    """A point in time by the clock of the city; empty for none."""
    if not iso:
        return ""
    at = datetime.fromisoformat(iso.replace("Z", "+00:00"))
    return at.astimezone(_HERE).strftime("%H:%M ngày %d/%m/%Y")
