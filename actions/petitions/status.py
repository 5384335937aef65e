"""How one's own petitions stand."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from rasa_sdk.executor import CollectingDispatcher

from actions.backend import backend, record, say_failure
from actions.base import Events, TurnAction
from actions.petitions.asking import begin_button
from actions.petitions.words import said
from actions.rendering import say, say_status
from actions.texts import way_on_buttons
from actions.turn import Turn
from api.client import ApiError, TurnStatus
from api.client.petitions import PetitionStanding

_NUMBER = re.compile(r"\bPA[\s\-–.]?(20\d\d)[\s\-–.]?(\d{6,9})\b", re.IGNORECASE)
_HERE = timezone(timedelta(hours=7))


def number_in(text: str) -> str | None:
    """The number of a petition in ``text``, as we write it."""
    found = _NUMBER.search(text)
    return f"PA-{found[1]}-{found[2]}" if found else None


class ActionPetitionStatus(TurnAction):
    """Tells state and answer; a number of somebody else's is as one that does not exist."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_petition_status"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Look it up, or the latest ones where no number was said."""
        try:
            found = await backend.api().petitions.look_up(turn.person, number_in(turn.text))
        except ApiError as error:
            say_failure(dispatcher, error)
            return []
        status = TurnStatus.RECORDED if found else TurnStatus.CLARIFIED
        text = "\n\n".join(map(_told, found)) if found else said("no_status")
        buttons = way_on_buttons() if found else [begin_button(), *way_on_buttons()]
        say(dispatcher, [f"Dạ,\n{text}" if found else text], buttons)
        say_status(dispatcher, status)
        await record(turn, status)
        return []


def _told(standing: PetitionStanding) -> str:
    sent = datetime.fromisoformat(standing.created_at.replace("Z", "+00:00")).astimezone(_HERE)
    lines = [
        said(
            "status",
            number=standing.number,
            kind=standing.kind,
            category=standing.category,
            state=standing.state_name,
            date=f"{sent:%d/%m/%Y}",
        )
    ]
    if standing.answer:
        lines.append(said("status_answer", answer=standing.answer))
    return "\n".join(lines)
