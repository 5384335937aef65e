"""Ask Rasa over its REST channel and put its answer into the browser's words."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx

from api.chat.commands import button_message, plain_text
from api.chat.schemas import ChatChoice, ChatMessage, ChatReply, ChatRequest
from api.settings import Settings
from knowledge_base.errors import BackendUnavailable, TextTooLong

_WEBHOOK = "/webhooks/rest/webhook"
# How the source line of an answer begins: "Mã 1.001193 · Luật Hộ tịch ...".
_SOURCE_START = "Mã "


async def answer(
    request: ChatRequest, person: str, http: httpx.AsyncClient, settings: Settings
) -> ChatReply:
    """Rasa's answer to ``request`` of ``person``.

    Raises:
        TextTooLong: the text is over ``settings.max_text_length``.
        InvalidInput: nothing to send, or a command that is not a button's.
        BackendUnavailable: Rasa is down, slow, or had nothing to say.
    """
    message = _message(request, settings.max_text_length)
    items = await _ask_rasa(message, person, http, settings)
    reply = ChatReply(messages=_messages(items), **_end(items))
    if not reply.messages:
        # Rasa answers 200 with an empty list when an action failed.
        raise BackendUnavailable("Rasa sent an empty answer")
    return reply


def _message(request: ChatRequest, longest: int) -> str:
    text = request.text if request.payload is None else request.payload
    assert text is not None, "the schema asks for one of both"
    if len(text) > longest:
        raise TextTooLong(f"{len(text)} characters")
    return plain_text(text) if request.payload is None else button_message(text)


async def _ask_rasa(
    message: str, person: str, http: httpx.AsyncClient, settings: Settings
) -> list[dict[str, Any]]:
    limit = settings.rasa_timeout_s
    try:
        # httpx limits each phase; a server that drips bytes could take for ever.
        async with asyncio.timeout(limit):
            response = await http.post(
                f"{settings.rasa_url}{_WEBHOOK}",
                json={"sender": person, "message": message},
                timeout=limit,
            )
        response.raise_for_status()
        items = response.json()
    except TimeoutError as error:
        raise BackendUnavailable(f"Rasa took over {limit:g} s") from error
    except (httpx.HTTPError, ValueError) as error:
        raise BackendUnavailable(f"Rasa: {type(error).__name__}") from error
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise BackendUnavailable("Rasa did not send a list of messages")
    return items


def _messages(items: list[dict[str, Any]]) -> list[ChatMessage]:
    messages: list[ChatMessage] = []
    for item in items:
        message = ChatMessage(
            text=_text(item.get("text")),
            choices=_choices(item.get("buttons")),
            image=_image(item.get("image")),
        )
        if messages and _is_only_source(message):
            # Rasa's channel cuts a text without buttons at blank lines: put it back.
            messages[-1].text = f"{messages[-1].text}\n\n{message.text}"
        elif message.text or message.choices or message.image:
            messages.append(message)
    return messages


def _is_only_source(message: ChatMessage) -> bool:
    text = message.text or ""
    return text.startswith(_SOURCE_START) and "\n" not in text and not message.choices


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _choices(value: Any) -> list[ChatChoice]:
    buttons = value if isinstance(value, list) else []
    return [
        ChatChoice(title=button["title"], payload=button.get("payload") or button["title"])
        for button in buttons
        if isinstance(button, dict) and button.get("title")
    ]


def _image(value: Any) -> str | None:
    return value if isinstance(value, str) and value.startswith("https://") else None


def _end(items: list[dict[str, Any]]) -> dict[str, str | None]:
    """How the turn ended, as the actions' message for programs says it."""
    for item in reversed(items):
        custom = item.get("custom")
        if isinstance(custom, dict) and custom.get("type") == "status":
            values = {name: custom.get(name) for name in ("status", "code", "section")}
            return {name: text if isinstance(text, str) else None for name, text in values.items()}
    return {}
