"""Zalo's events as what people did (their shapes are in ``attachments``)."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import Any, Callable, Dict, List, Mapping, Optional

from bot.channels.inbound import Inbound, Kind
from bot.channels.zalo.attachments import contact, details
from bot.channels.zalo.payloads import Payloads
from bot.channels.zalo.people import person_of, visitor_of

logger = logging.getLogger(__name__)

Event = Mapping[str, Any]
# The inbox keeps keys of up to 128 characters.
_LONGEST_KEY = 128
_SENT = {
    "text": Kind.TEXT,
    "link": Kind.TEXT,
    "image": Kind.IMAGE,
    # A moving picture is a mood, like a sticker; nobody sends papers that way.
    "gif": Kind.STICKER,
    "sticker": Kind.STICKER,
    "audio": Kind.VOICE,
    "video": Kind.VIDEO,
    "file": Kind.FILE,
    "location": Kind.LOCATION,
    # Somebody's card, perhaps another's: it tells no phone that we may take for theirs.
    "business_card": Kind.CONTACT,
}
_USER, _VISITOR, _OA = "user_send_", "anonymous_send_", "oa_send_"


def read_events(body: bytes, payloads: Payloads) -> List[Inbound]:
    """What a verified body tells us; events that do not concern us give none.

    Raises:
        ValueError: the body is no event.
    """
    event = _event(body)
    name = event["event_name"]
    try:
        found = _read(name, event, payloads)
    except (KeyError, TypeError, AttributeError) as error:
        # Refused, Zalo would send it again and at last stop sending at all.
        logger.warning("zalo: an event %s has another shape: %s", name[:40], type(error).__name__)
        return []
    return [found] if found is not None else []


def _event(body: bytes) -> Dict[str, Any]:
    try:
        event = json.loads(body)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(event, dict) or not isinstance(event.get("event_name"), str):
        raise ValueError("no event")
    return event


def _read(name: str, event: Event, payloads: Payloads) -> Optional[Inbound]:
    if name in _NAMED:
        return _NAMED[name](event)
    if name.startswith(_USER):
        return _message(event, name[len(_USER) :], person_of(_id(event["sender"])), payloads)
    if name.startswith(_VISITOR):
        visitor = visitor_of(_id(event["sender"]), str(event["message"]["conversation_id"]))
        return _message(event, name[len(_VISITOR) :], visitor, payloads)
    if name.startswith(_OA):
        return _own(event)
    return None


def _message(event: Event, sort: str, person: str, payloads: Payloads) -> Optional[Inbound]:
    kind = _SENT.get(sort)
    if kind is None:
        return None
    message = event["message"]
    data = details(kind, message)
    text = str(message.get("text") or "").strip()
    if kind is Kind.TEXT:
        text = text or data.pop("url", "")
        pressed = payloads.opened(text)
        kind, text = (Kind.BUTTON, pressed) if pressed is not None else (kind, text)
        if not text:
            return None
    return _inbound(event, person, kind, text, data)


def _own(event: Event) -> Optional[Inbound]:
    """What the account said: an officer's words from Zalo's own tool, or our own echo."""
    if not event["sender"].get("admin_id") or "id" not in event["recipient"]:
        return None
    message = event["message"]
    text = str(message.get("text") or "")
    return _inbound(event, person_of(_id(event["recipient"])), Kind.HUMAN_REPLY, text, {})


def _followed(event: Event) -> Inbound:
    return _inbound(event, person_of(_id(event["follower"])), Kind.FOLLOW, "", {})


def _unfollowed(event: Event) -> Inbound:
    return _inbound(event, person_of(_id(event["follower"])), Kind.UNFOLLOW, "", {})


def _withdrew(event: Event) -> Inbound:
    return _inbound(event, person_of(str(event["user_id"])), Kind.WITHDRAW, "", {})


def _shared_contact(event: Event) -> Inbound:
    person = person_of(_id(event["sender"]))
    return _inbound(event, person, Kind.CONTACT, "", contact(event["info"]))


def _answered_template(event: Event) -> Inbound:
    """A button of a template message; what it says is part of the approved template."""
    message = event["message"]
    data = {"tracking_id": str(message.get("tracking_id") or "")}
    text = str(message["data"]).lstrip("/# ")
    return _inbound(event, person_of(_id(event["sender"])), Kind.BUTTON, text, data)


_NAMED: Dict[str, Callable[[Event], Optional[Inbound]]] = {
    "follow": _followed,
    "unfollow": _unfollowed,
    "user_withdraw": _withdrew,
    "user_submit_info": _shared_contact,
    "user_click_response_button": _answered_template,
}


def _inbound(event: Event, person: str, kind: Kind, text: str, data: Dict[str, str]) -> Inbound:
    clean = {name: _clean(value) for name, value in data.items()}
    key = _key(event, person)
    return Inbound(key, person, kind, _clean(text), clean, _occurred_at(event))


def _clean(text: str) -> str:
    # JSON may hold half a pair of surrogates, which nobody could write on.
    return text.encode("utf-8", "replace").decode()


def _key(event: Event, person: str) -> str:
    message = event.get("message")
    message_id = message.get("msg_id") if isinstance(message, dict) else None
    if message_id:
        key = f"msg:{message_id}"
    else:
        key = f"{event['event_name']}:{person}:{event.get('timestamp')}"
    if len(key) <= _LONGEST_KEY:
        return key
    return f"hash:{hashlib.sha256(key.encode()).hexdigest()}"


def _occurred_at(event: Event) -> float:
    try:
        return int(event["timestamp"]) / 1000
    except (KeyError, TypeError, ValueError):
        return 0.0


def _id(end: Mapping[str, Any]) -> str:
    found = str(end["id"])
    if not found:
        raise KeyError("id")
    return found
