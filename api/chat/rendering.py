"""Rasa's responses in the browser's words. Only https addresses get through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from pydantic import ValidationError

from api.chat.schemas import ChatCard, ChatChoice, ChatFile, ChatForm, ChatMessage, TurnEnd

log = structlog.get_logger()
Item = Mapping[str, Any]

# How the source line of an answer begins: "Mã 1.001193 · Luật Hộ tịch ...".
_SOURCE_START = "Mã "
_REQUESTS = ("request_location", "request_contact")


class Bubbles:
    """The bubbles of one answer, as Rasa's items come in one by one."""

    def __init__(self) -> None:
        self.messages: list[ChatMessage] = []
        self.end = TurnEnd()

    def add(self, item: Item) -> list[int]:
        """Take one item; the places of the bubbles that are new or have changed."""
        ended = _end(item)
        if ended is not None:
            self.end = ended
            return []
        changed = [self._put(message) for message in _messages(item)]
        return sorted(set(changed))

    def _put(self, message: ChatMessage) -> int:
        if self.messages and _is_only_source(message):
            # Rasa's channel cuts a text without buttons at blank lines: put it back.
            last = self.messages[-1]
            self.messages[-1] = last.model_copy(update={"text": f"{last.text}\n\n{message.text}"})
        else:
            self.messages.append(message)
        return len(self.messages) - 1


def _messages(item: Item) -> list[ChatMessage]:
    message = ChatMessage(
        text=_words(item.get("text")),
        choices=_choices(item.get("buttons")),
        image=_https(item.get("image")),
    )
    made = [message] if message.text or message.choices or message.image else []
    attachment = _https(item.get("attachment"))
    if attachment:
        made.append(ChatMessage(file=ChatFile(url=attachment, name=_name_in(attachment))))
    custom = item.get("custom")
    if isinstance(custom, Mapping):
        made += _custom(custom)
    return made


def _custom(custom: Item) -> list[ChatMessage]:
    kind, text = custom.get("type"), _words(custom.get("text"))
    if kind in _REQUESTS:
        # In a browser people write where they are and how to call them.
        return [ChatMessage(text=text)] if text else []
    try:
        if kind == "card":
            return [_card(custom)]
        if kind == "file":
            return _file(custom, text)
        if kind == "form":
            return [ChatMessage(text=text, form=ChatForm.model_validate(_without(custom)))]
    except ValidationError as error:
        log.error("chat.message_left_out", kind=kind, fields=error.error_count())
    return []


def _without(custom: Item) -> dict[str, Any]:
    return {name: value for name, value in custom.items() if name in ChatForm.model_fields}


def _card(custom: Item) -> ChatMessage:
    card = ChatCard(
        title=custom.get("title") or "",
        subtitle=_words(custom.get("subtitle")),
        image=_https(custom.get("image_url")),
    )
    return ChatMessage(card=card, choices=_choices(custom.get("buttons")))


def _file(custom: Item, text: str | None) -> list[ChatMessage]:
    url = _https(custom.get("url"))
    if url is None:
        return []
    return [ChatMessage(text=text, file=ChatFile(url=url, name=_name_of(custom, url)))]


def _name_of(custom: Item, url: str) -> str:
    return _words(custom.get("name")) or _name_in(url)


def _name_in(url: str) -> str:
    return url.split("?")[0].rstrip("/").rsplit("/", 1)[-1]


def _is_only_source(message: ChatMessage) -> bool:
    text = message.text or ""
    return text.startswith(_SOURCE_START) and "\n" not in text and not message.choices


def _words(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _choices(value: Any) -> list[ChatChoice]:
    buttons = value if isinstance(value, list) else []
    return [
        ChatChoice(
            title=button["title"],
            payload=button.get("payload") or button["title"],
            url=_opened(button.get("url")),
        )
        for button in buttons
        if isinstance(button, Mapping) and button.get("title")
    ]


def _opened(value: Any) -> str | None:
    return value if isinstance(value, str) and value.startswith("tel:") else _https(value)


def _https(value: Any) -> str | None:
    return value if isinstance(value, str) and value.startswith("https://") else None


def _end(item: Item) -> TurnEnd | None:
    """How the turn ended, as the actions' message for programs says it."""
    custom = item.get("custom")
    if not isinstance(custom, Mapping) or custom.get("type") != "status":
        return None
    values = {name: custom.get(name) for name in TurnEnd.model_fields}
    return TurnEnd(**{name: v if isinstance(v, str) else None for name, v in values.items()})
