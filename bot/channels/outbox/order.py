"""One message of the outbox, as its worker hands it over, and how its send ended."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Dict, Mapping

SENT, TEMPORARY, UNREACHABLE, REFUSED = "sent", "temporary", "unreachable", "refused"
_MASK = re.compile(r"\[\[[^\[\]]*\]\]")


@dataclass(frozen=True)
class Order:
    """What to say to whom.

    Attributes:
        id: its number in the outbox.
        attempt: counts how often it was handed over.
        person: whom; the part before the colon is the channel.
        intent, entities: what the dialogue hears; values are masks.
        reveal: mask → what the person reads instead.
    """

    id: int
    attempt: int
    person: str
    intent: str
    entities: Dict[str, str]
    reveal: Dict[str, str]

    @classmethod
    def of(cls, body: Any) -> Order:
        """Read a request.

        Raises:
            ValueError: it is none.
        """
        try:
            return cls(
                id=int(body["id"]),
                attempt=int(body["attempt"]),
                person=str(body["person"]),
                intent=str(body["intent"]),
                entities={str(name): str(value) for name, value in body["entities"].items()},
                reveal={str(name): str(value) for name, value in body["reveal"].items()},
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("no order") from error

    @property
    def channel(self) -> str:
        """Name of the channel that reaches the person."""
        return self.person.partition(":")[0]

    def revealed(self, said: Any) -> Any:
        """``said`` (a response of Rasa) with every mask replaced by what it stands for."""
        if isinstance(said, str):
            # In one pass: what a person wrote is never taken for a mask.
            return _MASK.sub(lambda found: self.reveal.get(found[0], found[0]), said)
        if isinstance(said, Mapping):
            return {name: self.revealed(value) for name, value in said.items()}
        if isinstance(said, list):
            return [self.revealed(value) for value in said]
        return said


@dataclass(frozen=True)
class Receipt:
    """How a send ended; ``perhaps_arrived``: it failed, but nobody knows for sure."""

    outcome: str
    reason: str = ""
    perhaps_arrived: bool = False

    def body(self, attempt: int) -> Dict[str, Any]:
        """As the API takes it."""
        return {
            "attempt": attempt,
            "outcome": self.outcome,
            "reason": self.reason[:64],
            "perhaps_arrived": self.perhaps_arrived,
        }
