"""What a message carries beside words, by the names that ``Inbound.data`` uses."""

from __future__ import annotations

import re
from typing import Any, Dict, Optional, Tuple

from telegram import Message

from bot.channels.inbound import Kind

_VIETNAMESE = re.compile(r"\+?84(\d{9,10})")
# Field of a message → kind. An animation is a document too, so it is looked at first; a
# moving picture is a mood, like a sticker: nobody sends papers that way.
_MEDIA = (
    ("animation", Kind.STICKER),
    ("sticker", Kind.STICKER),
    ("dice", Kind.STICKER),
    ("photo", Kind.IMAGE),
    ("document", Kind.FILE),
    ("voice", Kind.VOICE),
    ("audio", Kind.VOICE),
    ("video", Kind.VIDEO),
    ("video_note", Kind.VIDEO),
)

Details = Tuple[Kind, Dict[str, str]]


def attached(message: Message) -> Optional[Details]:
    """The kind of what is attached, and its details; ``None`` for a message of words."""
    if message.contact is not None:
        return Kind.CONTACT, _contact(message)
    if message.location is not None:
        place = message.location
        return Kind.LOCATION, {"latitude": str(place.latitude), "longitude": str(place.longitude)}
    for name, kind in _MEDIA:
        content = getattr(message, name)
        if content:
            return kind, _media(content, message)
    return None


def local_phone(phone: str) -> str:
    """``phone`` as people write it: ``0…`` for ``84…``."""
    found = _VIETNAMESE.fullmatch(phone.replace(" ", ""))
    return f"0{found[1]}" if found else phone


def _contact(message: Message) -> Dict[str, str]:
    """The phone, if the contact is the sender's own: anybody can send another's."""
    contact, sender = message.contact, message.from_user
    if contact is None or sender is None or contact.user_id != sender.id:
        return {}
    return {"phone": local_phone(contact.phone_number)}


def _media(content: Any, message: Message) -> Dict[str, str]:
    # A picture comes in several sizes.
    file = max(content, key=_area) if isinstance(content, tuple) else content
    details = {
        # Not an address: those of Telegram hold the bot's token.
        "file_id": getattr(file, "file_id", None),
        "name": getattr(file, "file_name", None),
        "type": getattr(file, "mime_type", None),
        "size": getattr(file, "file_size", None),
        "album": message.media_group_id,
    }
    return {name: str(value) for name, value in details.items() if value}


def _area(size: Any) -> int:
    return int(size.width) * int(size.height)
