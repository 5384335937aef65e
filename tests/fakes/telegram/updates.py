"""Updates as Telegram's webhook gets them, of invented people; runs in both environments.

``update_id``, ``message_id`` and ``date`` are filled in by the fake.
"""

from __future__ import annotations

import secrets
from typing import Any

Update = dict[str, Any]
NAME = "Thử"


def text(chat_id: int, words: str) -> Update:
    """A person writes; what begins with a stroke is a command."""
    content: Update = {"text": words}
    if words.startswith("/"):
        length = len(words.split()[0])
        content["entities"] = [{"offset": 0, "length": length, "type": "bot_command"}]
    return _message(chat_id, content)


def contact(chat_id: int, phone: str, owner: int | None = None) -> Update:
    """A person shares a contact: their own unless ``owner`` says whose."""
    card = {"phone_number": phone, "first_name": NAME, "user_id": owner or chat_id}
    return _message(chat_id, {"contact": card})


def location(chat_id: int, latitude: float, longitude: float) -> Update:
    """A person sends where they are, in degrees."""
    return _message(chat_id, {"location": {"latitude": latitude, "longitude": longitude}})


def photo(chat_id: int, file_id: str, caption: str | None = None) -> Update:
    """A person sends a picture that the fake holds."""
    size = {"file_id": file_id, "file_unique_id": file_id[:12], "width": 640, "height": 480}
    content: Update = {"photo": [size]}
    if caption is not None:
        content["caption"] = caption
    return _message(chat_id, content)


def document(chat_id: int, file_id: str, name: str) -> Update:
    """A person sends a file that the fake holds."""
    file = {"file_id": file_id, "file_unique_id": file_id[:12], "file_name": name}
    return _message(chat_id, {"document": file})


def voice(chat_id: int, file_id: str, seconds: int = 3) -> Update:
    """A person speaks."""
    recording = {"file_id": file_id, "file_unique_id": file_id[:12], "duration": seconds}
    return _message(chat_id, {"voice": recording})


def callback(message: Update, data: str) -> Update:
    """A person taps a button of ``message``, which they received."""
    query = {
        "id": str(secrets.randbits(60)),
        "from": person(message["chat"]["id"]),
        "message": message,
        "chat_instance": str(secrets.randbits(50)),
        "data": data,
    }
    return {"callback_query": query}


def blocked(chat_id: int) -> Update:
    """A person blocks the bot."""
    return _membership(chat_id, "member", "kicked")


def unblocked(chat_id: int) -> Update:
    """A person lets the bot write again."""
    return _membership(chat_id, "kicked", "member")


def group_text(group_id: int, person_id: int, words: str) -> Update:
    """A person writes in a group; its number is negative."""
    update = _message(person_id, {"text": words})
    update["message"]["chat"] = {"id": group_id, "type": "group", "title": "Nhóm thử"}
    return update


def person(user_id: int) -> Update:
    """A ``User`` object."""
    return {"id": user_id, "is_bot": False, "first_name": NAME, "language_code": "vi"}


def private_chat(user_id: int) -> Update:
    """A ``Chat`` object."""
    return {"id": user_id, "type": "private", "first_name": NAME}


def _message(user_id: int, content: Update) -> Update:
    people = {"from": person(user_id), "chat": private_chat(user_id)}
    return {"message": {**people, **content}}


def _membership(chat_id: int, old: str, new: str) -> Update:
    bot = {"id": 1, "is_bot": True, "first_name": "bot"}
    change: Update = {
        "chat": private_chat(chat_id),
        "from": person(chat_id),
        "old_chat_member": {"user": bot, "status": old},
        "new_chat_member": {"user": bot, "status": new},
    }
    for side in ("old_chat_member", "new_chat_member"):
        if change[side]["status"] == "kicked":
            change[side]["until_date"] = 0
    return {"my_chat_member": change}
