"""Events as Zalo's webhook gets them, of invented people; runs in both environments.

``app_id`` and ``timestamp`` are filled in by the fake, and so is the OA's id where it is empty.
"""

from __future__ import annotations

import secrets
from typing import Any

Event = dict[str, Any]


def user_text(user_id: str, text: str, **more: Any) -> Event:
    """A person writes; ``more`` goes into the message, e.g. ``quote_msg_id``."""
    return _message("user_send_text", user_id, text=text, **more)


def user_image(user_id: str, url: str, text: str = "") -> Event:
    """A person sends a picture."""
    return _attachment("image", user_id, {"thumbnail": url, "url": url}, text)


def user_gif(user_id: str, url: str) -> Event:
    """A person sends a moving picture."""
    return _attachment("gif", user_id, {"thumbnail": url, "url": url})


def user_sticker(user_id: str, sticker_id: str = "30001") -> Event:
    """A person sends a sticker."""
    url = f"https://example.invalid/stickers/{sticker_id}"
    return _attachment("sticker", user_id, {"id": sticker_id, "url": url})


def user_location(user_id: str, latitude: float, longitude: float) -> Event:
    """A person sends where they are, degrees as texts."""
    place = {"latitude": str(latitude), "longitude": str(longitude)}
    return _attachment("location", user_id, {"coordinates": place}, "")


def user_file(user_id: str, name: str, url: str, size: int = 1000) -> Event:
    """A person sends a file; ``size`` in bytes."""
    payload = {
        "size": str(size),
        "name": name,
        "checksum": secrets.token_hex(16),
        "type": name.rsplit(".", 1)[-1],
        "url": url,
    }
    return _attachment("file", user_id, payload)


def user_audio(user_id: str, url: str) -> Event:
    """A person speaks."""
    return _attachment("audio", user_id, {"url": url})


def user_video(user_id: str, url: str) -> Event:
    """A person sends a film."""
    return _attachment("video", user_id, {"thumbnail": url, "description": "", "url": url})


def user_link(user_id: str, url: str, text: str = "") -> Event:
    """A person sends a link."""
    payload = {"thumbnail": url, "description": "", "url": url}
    return _attachment("link", user_id, payload, text or url)


def follow(user_id: str) -> Event:
    """A person follows the OA."""
    return _following("follow", user_id)


def unfollow(user_id: str) -> Event:
    """A person no longer follows the OA."""
    return _following("unfollow", user_id)


def submit_info(user_id: str, name: str, phone: str, **address: str) -> Event:
    """A person shares contact data; ``address``: ``user_city``, ``user_ward``, ``user_address``."""
    info = {"name": name, "phone": phone, "full_address": address}
    return {**_between("user_submit_info", user_id, ""), "info": info}


def withdraw(user_id: str) -> Event:
    """A person takes back their consent: their data must go."""
    return {**_named("user_withdraw", user_id), "oa_id": "", "user_id": user_id}


def click_chat_now(user_id: str) -> Event:
    """A person opens the conversation."""
    return {**_named("user_click_chatnow", user_id), "oa_id": "", "user_id": user_id}


def seen(user_id: str, *message_ids: str) -> Event:
    """A person has read our messages."""
    event = _between("user_seen_message", "", user_id)
    return {**event, "message": {"msg_ids": list(message_ids)}}


def admin_text(user_id: str, text: str, admin_id: str = "7330000000000000001") -> Event:
    """An officer answers a person from Zalo's own chat tool."""
    event = _between("oa_send_text", "", user_id)
    event["sender"]["admin_id"] = admin_id
    return {**event, "message": {"msg_id": secrets.token_hex(10), "text": text}}


def anonymous_text(visitor_id: str, conversation_id: str, text: str) -> Event:
    """A visitor without an account writes."""
    return _message("anonymous_send_text", visitor_id, conversation_id=conversation_id, text=text)


def _named(name: str, user_id: str) -> Event:
    return {"event_name": name, "user_id_by_app": f"9{user_id}"}


def _between(name: str, sender: str, recipient: str) -> Event:
    people = {"sender": {"id": sender}, "recipient": {"id": recipient}}
    return {**_named(name, sender or recipient), **people}


def _message(name: str, user_id: str, **message: Any) -> Event:
    message = {"msg_id": secrets.token_hex(10), **message}
    return {**_between(name, user_id, ""), "message": message}


def _attachment(kind: str, user_id: str, payload: Event, text: str | None = None) -> Event:
    attachments = [{"type": kind, "payload": payload}]
    if text is None:
        return _message(f"user_send_{kind}", user_id, attachments=attachments)
    return _message(f"user_send_{kind}", user_id, text=text, attachments=attachments)


def _following(name: str, user_id: str) -> Event:
    event = {**_named(name, user_id), "oa_id": "", "source": "oa_profile"}
    return {**event, "follower": {"id": user_id}}
