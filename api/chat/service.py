"""What Rasa is told of a browser's message, and its answer in one piece."""

from __future__ import annotations

from api.chat.commands import button_message, plain_text
from api.chat.rasa import Rasa, Utterance
from api.chat.rendering import Bubbles
from api.chat.schemas import ChatReply, ChatRequest
from api.chat.session import ChatSession
from api.media.content import PICTURE
from knowledge_base.errors import BackendUnavailable, TextTooLong

# The message went to an officer, who will answer later; the assistant says nothing.
RELAYED = "relayed"
_IMAGE_RECEIVED = '/receive{"what":"image"}'


async def answer(utterance: Utterance, rasa: Rasa) -> ChatReply:
    """Rasa's answer to ``utterance``.

    Raises:
        BackendUnavailable: Rasa is down, slow, or had nothing to say.
    """
    bubbles = Bubbles()
    for item in await rasa.ask(utterance):
        bubbles.add(item)
    require_something(bubbles)
    return ChatReply(messages=bubbles.messages, **bubbles.end.model_dump())


def require_something(bubbles: Bubbles) -> None:
    """Rasa answers 200 with nothing in it when an action failed.

    Raises:
        BackendUnavailable: nothing can be shown.
    """
    if not bubbles.messages and bubbles.end.status != RELAYED:
        raise BackendUnavailable("Rasa sent an empty answer")


def utterance_of(request: ChatRequest, session: ChatSession, longest: int) -> Utterance:
    """What Rasa is told of ``request``; ``longest`` is the limit of a text in characters.

    Raises:
        TextTooLong: the text is over the limit.
        InvalidInput: nothing to send, or a command that is not a button's.
    """
    metadata: dict[str, object] = {}
    if session.user is not None:
        metadata["user"] = session.user
    if request.image is not None:
        metadata["data"] = {"media": request.image, "media_type": PICTURE}
        return Utterance(session.person, _IMAGE_RECEIVED, metadata)
    return Utterance(session.person, _message(request, longest), metadata)


def _message(request: ChatRequest, longest: int) -> str:
    text = request.text if request.payload is None else request.payload
    assert text is not None, "the schema asks for one of them"
    if len(text) > longest:
        raise TextTooLong(f"{len(text)} characters")
    return plain_text(text) if request.payload is None else button_message(text)
