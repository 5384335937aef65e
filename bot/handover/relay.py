"""Pass a message on to the officer, and say what the dialogue is to do with it."""

from __future__ import annotations

import json
import logging
import secrets
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Dict, Iterable, List, Optional

import yaml
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import BotUttered, Event

from api.client import ApiError, ClientSettings, TurnStatus
from api.client.handover import HandoverApi, HandoverMessage
from api.client.wire import Wire
from bot.handover.phrases import FOLDER, load_resume
from bot.privacy.masking import MASK

logger = logging.getLogger(__name__)
RESUME = "/resume_assistant"
_ASKS_AGAIN = "/talk_to_human"
_RECEIVED = "/receive"
_COMMAND = "/"
_api: Optional[HandoverApi] = None


@dataclass(frozen=True)
class Verdict:
    """What the dialogue does with a message.

    Attributes:
        open: whether the request still is.
        says: what is said instead of an answer; ``None``: the dialogue answers as ever.
    """

    open: bool
    says: Optional[List[Event]] = None


async def relay(message: UserMessage, events: Iterable[Event]) -> Verdict:
    """Pass ``message`` (masked) on, unless it asks for the assistant.

    Args:
        message: of a person with a request.
        events: of the conversation so far: what stood on a tapped button is looked up there.
    """
    text = message.text or ""
    if text.startswith(_ASKS_AGAIN):
        # Tapped once more: they are told how it stands.
        return Verdict(open=True)
    try:
        if text == RESUME or load_resume().are(text):
            await _open_api().leave(message.sender_id)
            return Verdict(open=False)
        passed = await _open_api().pass_on(_as_sent(message, events))
    except ApiError as error:
        logger.error("A message was not passed on to an officer: %s", error)
        return Verdict(open=True, says=_not_passed_on())
    if not passed.open:
        return Verdict(open=False)
    return Verdict(open=True, says=[_status(TurnStatus.RELAYED)] if passed.silent else None)


def _as_sent(message: UserMessage, events: Iterable[Event]) -> HandoverMessage:
    text, metadata = message.text or "", message.metadata or {}
    data = {str(name): str(value) for name, value in (metadata.get("data") or {}).items()}
    kind = "text"
    if text.startswith(_RECEIVED):
        kind, text = _what(text), data.pop("caption", "")
    elif text.startswith(_COMMAND):
        text = _title_of(text, events)
    references = [item["reference"] for item in metadata.get("vault", [])]
    # Those of the text come last (bot/privacy).
    of_text = max(0, len(references) - text.count(MASK))
    return HandoverMessage(
        person=message.sender_id,
        # A channel without ids of its own makes no resends that we could know.
        key=message.message_id or secrets.token_hex(8),
        text=text[:4000],
        references=references[of_text:],
        kind=kind,
        media=data,
        media_references=references[:of_text],
    )


def _what(command: str) -> str:
    try:
        return str(json.loads(command[len(_RECEIVED) :])["what"])[:16]
    except (ValueError, KeyError, TypeError):
        return "file"


def _title_of(payload: str, events: Iterable[Event]) -> str:
    """What stood on the button with ``payload``; empty where it is no longer known."""
    titles = [
        button.get("title", "")
        for event in events
        if isinstance(event, BotUttered)
        for button in event.data.get("buttons") or []
        if button.get("payload") == payload
    ]
    return str(titles[-1]) if titles else ""


def _not_passed_on() -> List[Event]:
    return [BotUttered(text=_words()["not_passed_on"]), _status(TurnStatus.ERROR_BACKEND)]


def _status(status: str) -> BotUttered:
    custom: Dict[str, Any] = {"type": "status", "status": status, "code": None, "section": None}
    return BotUttered(data={"custom": custom})


@lru_cache(maxsize=1)
def _words() -> Dict[str, str]:
    content: Dict[str, str] = yaml.safe_load((FOLDER / "bot.yml").read_text(encoding="utf-8"))
    return content


def _open_api() -> HandoverApi:
    global _api
    if _api is None:
        settings = ClientSettings.from_environment()
        _api = HandoverApi(Wire(settings.base_url, settings.token, settings.timeout))
    return _api
