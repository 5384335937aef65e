"""Telegram's updates as what people did (attachments are in ``attachments``)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Callable, Dict, Optional, Tuple

from telegram import CallbackQuery, ChatMemberUpdated, Message, Update, User
from telegram.constants import ChatMemberStatus, ChatType

from bot.channels.inbound import Inbound, Kind
from bot.channels.telegram.attachments import attached
from bot.channels.telegram.callback_data import CallbackData
from bot.channels.telegram.people import person_of
from bot.channels.telegram.wording import Wording

_COMMAND = re.compile(r"/([a-z0-9_]{1,32})(?:@\w+)?(?:\s+(.*))?", re.IGNORECASE | re.DOTALL)
_START = "start"
_IN = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


@dataclass(frozen=True)
class Reading:
    """What one update tells.

    Attributes:
        events: what a person did; at most one.
        ignored: why there is none.
        query_id: a tap that waits for its answer.
        notice: what that answer shows.
        joined: a group that somebody has taken the bot into.
    """

    events: Tuple[Inbound, ...] = ()
    ignored: str = ""
    query_id: str = ""
    notice: str = ""
    joined: Optional[int] = None


class UpdateReader:
    """Reads updates.

    Args:
        buttons: reads what buttons carry.
        wording: commands, links and words.
        now: the clock, in Unix seconds: Telegram does not say when a button was tapped.
    """

    def __init__(self, buttons: CallbackData, wording: Wording, now: Callable[[], float]) -> None:
        self._buttons = buttons
        self._wording = wording
        self._now = now

    def read(self, body: bytes) -> Reading:
        """What a verified body tells.

        Raises:
            ValueError: the body is no update.
        """
        content = _content(body)
        try:
            return self._read(Update.de_json(content, None))
        except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as error:
            # Refused, Telegram would send it again and again, and hold back what follows.
            return Reading(ignored=f"another shape: {type(error).__name__}")

    def _read(self, update: Update) -> Reading:
        key = f"update:{update.update_id}"
        if update.message is not None:
            return self._message(key, update.message)
        if update.callback_query is not None:
            return self._tap(key, update.callback_query)
        if update.my_chat_member is not None:
            return self._membership(key, update.my_chat_member)
        return Reading(ignored="edited" if update.edited_message else "another kind")

    def _message(self, key: str, message: Message) -> Reading:
        sender = message.from_user
        if message.chat.type != ChatType.PRIVATE:
            return Reading(ignored="not a private chat")
        if sender is None or sender.is_bot:
            return Reading(ignored="not a person")
        found = attached(message)
        if found is not None:
            kind, data = found
            text = message.caption or ""
        elif message.text:
            kind, text, data = self._words(message.text)
        else:
            return Reading(ignored="a message without content for us")
        return _heard(key, sender, kind, text, data, message.date.timestamp())

    def _words(self, text: str) -> Tuple[Kind, str, Dict[str, str]]:
        found = _COMMAND.fullmatch(text.strip())
        name = found[1].lower() if found else ""
        command = self._wording.commands.get(name)
        if found is None or command is None:
            return Kind.TEXT, text, {}
        words = (found[2] or "").strip()
        if not words:
            return Kind.BUTTON, command.payload, {}
        if name == _START:
            return Kind.BUTTON, self._wording.links.get(words, command.payload), {"link": words}
        return Kind.TEXT, f"{command.description} {words}", {}

    def _tap(self, key: str, query: CallbackQuery) -> Reading:
        if query.message is None or query.message.chat.type != ChatType.PRIVATE:
            return Reading(ignored="a tap elsewhere", query_id=query.id)
        payload = self._buttons.read(query.data or "")
        if payload is None:
            notice = self._wording.texts.old_button
            return Reading(ignored="a button not ours", query_id=query.id, notice=notice)
        heard = _heard(key, query.from_user, Kind.BUTTON, payload, {}, self._now())
        return Reading(events=heard.events, query_id=query.id)

    def _membership(self, key: str, change: ChatMemberUpdated) -> Reading:
        status, at = change.new_chat_member.status, change.date.timestamp()
        if change.chat.type == ChatType.PRIVATE:
            if status == ChatMemberStatus.BANNED:
                data = {"reason": "blocked"}
                return _heard(key, change.from_user, Kind.UNREACHABLE, "", data, at)
            # Their app sends /start as well.
            return Reading(ignored="unblocked")
        was_in = change.old_chat_member.status in _IN
        if status in _IN and not was_in and change.chat.type != ChatType.CHANNEL:
            return Reading(ignored="taken into a group", joined=change.chat.id)
        return Reading(ignored="membership elsewhere")


def _content(body: bytes) -> Dict[str, Any]:
    try:
        content = json.loads(body)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(content, dict) or not _is_number(content.get("update_id")):
        raise ValueError("no update")
    return content


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _heard(
    key: str, sender: User, kind: Kind, text: str, data: Dict[str, str], at: float
) -> Reading:
    clean = {name: _clean(value) for name, value in data.items()}
    return Reading((Inbound(key, person_of(sender.id), kind, _clean(text), clean, at),))


def _clean(text: str) -> str:
    # JSON may hold half a pair of surrogates, which nobody could write on.
    return text.encode("utf-8", "replace").decode()
