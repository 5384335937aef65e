"""What a message means while the form is open: a step, an answer, or something else."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from actions.backend import backend
from actions.buttons import last_buttons, plain, tapped
from actions.petitions.draft import PHONE
from actions.petitions.words import asks, means
from actions.turn import Turn
from api.client import ApiError

_NUMBER = re.compile(r"(?:so |chon |cai |nut )?(\d{1,2})")
_PHONE_DIGITS = range(9, 13)
_QUESTIONS = ("ask_procedure", "ask_section", "centre_", "ask_centre", "nlu_fallback")
_SMALLTALK = frozenset({"greet", "thanks", "goodbye", "help", "who_are_you"})


@dataclass(frozen=True)
class Answered:
    """A message as the form takes it.

    Attributes:
        turn: the message; a typed title or number of a button has become its tap.
        words: what was typed, read from the vault where it was masked as a whole.
        hidden: whether it was.
    """

    turn: Turn
    words: str
    hidden: bool

    @property
    def is_phone(self) -> bool:
        """Whether it is a telephone number."""
        return len(re.sub(r"\D", "", self.words)) in _PHONE_DIGITS

    @property
    def is_question(self) -> bool:
        """Whether it asks for something else than what the form asked for."""
        if self.hidden:
            return asks(self.words)
        return self.turn.intent.startswith(_QUESTIONS) and asks(self.words)

    @property
    def is_smalltalk(self) -> bool:
        """Whether it is a greeting, thanks and the like."""
        return not self.hidden and self.turn.intent in _SMALLTALK

    def means(self, name: str) -> bool:
        """Whether it is one of the words of that list."""
        return means(name, self.words)


async def answered(turn: Turn) -> Answered:
    """Read ``turn`` as an answer to what the form asked."""
    hidden = turn.asked_slot == PHONE and not turn.is_button
    words = await _revealed(turn) if hidden else turn.text
    if turn.is_button:
        return Answered(turn, "", False)
    button = _named_button(turn, words)
    if button is not None:
        return Answered(tapped(turn, button), "", False)
    return Answered(replace(turn, text=words), words, hidden)


async def _revealed(turn: Turn) -> str:
    """The words behind the mask; the mask itself where they cannot be read now."""
    names = [reference for kind, reference in turn.references if kind == "answer"]
    try:
        values = await backend.api().vault.withdraw(turn.person, names)
    except ApiError:
        return turn.text
    return values[names[0]].value if names and names[0] in values else turn.text


def _named_button(turn: Turn, words: str) -> str | None:
    """The payload of the button that ``words`` name by title or number."""
    buttons = last_buttons(turn.events)
    said = plain(words)
    for button in buttons:
        if plain(button["title"]) == said:
            return button.get("payload")
    number = _NUMBER.fullmatch(said)
    if number and 1 <= int(number[1]) <= len(buttons):
        return buttons[int(number[1]) - 1].get("payload")
    return None
