"""Hand-overs to a person, as the bot uses them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from api.client.errors import ApiUnavailable
from api.client.wire import Wire

_HANDOVERS = "/api/v1/handovers"


@dataclass(frozen=True)
class PastTurn:
    """One turn before: what was typed or tapped (masked), how the answer began and ended."""

    asked: str
    answered: str = ""
    status: str | None = None
    code: str | None = None


@dataclass(frozen=True)
class HandoverRequest:
    """Somebody needs a person.

    Attributes:
        person, channel: who and where.
        key: the message's id; the same request comes in once.
        reason: ``asked``, ``angry``, ``misunderstood`` or ``sensitive``.
        matter: of a sensitive one, its key.
        text, references: the latest message, masked, and what its marks stand for.
        code_in_hand, department, ward: what was talked about.
        turns: before, oldest first.
    """

    person: str
    channel: str
    key: str
    reason: str = "asked"
    matter: str | None = None
    text: str = ""
    references: Sequence[str] = ()
    code_in_hand: str | None = None
    department: str | None = None
    ward: str | None = None
    turns: Sequence[PastTurn] = ()


@dataclass(frozen=True)
class OpenedHandover:
    """The request's number, and what to say."""

    number: str
    messages: tuple[str, ...]


@dataclass(frozen=True)
class HandoverMessage:
    """What a person with an open request sent; ``kind``: ``text``, ``image`` and the like."""

    person: str
    key: str
    text: str
    references: Sequence[str] = ()
    kind: str = "text"
    media: Mapping[str, str] = field(default_factory=dict)
    media_references: Sequence[str] = ()


@dataclass(frozen=True)
class Passed:
    """Whether the request is still open, and whether the assistant is to be silent."""

    open: bool
    silent: bool


class HandoverApi:
    """Opens requests and passes messages on. Every method raises ``ApiError``'s kinds."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def open(self, request: HandoverRequest) -> OpenedHandover:
        """Ask for a person."""
        body = await self._post("", _json(request))
        return OpenedHandover(str(body["number"]), tuple(str(item) for item in body["messages"]))

    async def pass_on(self, message: HandoverMessage) -> Passed:
        """Tell what the person sent."""
        body = await self._post("/messages", _json(message))
        return Passed(bool(body["open"]), bool(body["silent"]))

    async def leave(self, person: str) -> None:
        """The person wants the assistant back."""
        await self._post("/departures", {"person": person})

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = await self._wire.post_for_json(f"{_HANDOVERS}{path}", body)
        if not isinstance(answer, dict):
            raise ApiUnavailable("api.bad_answer")
        return answer


def _json(item: HandoverRequest | HandoverMessage) -> dict[str, Any]:
    body = asdict(item)
    return {name: list(v) if isinstance(v, tuple) else v for name, v in body.items()}
