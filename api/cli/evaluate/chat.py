"""Talk to a running motcua over HTTP, as its web page does."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from pydantic import ValidationError

from api.chat.schemas import ChatReply
from knowledge_base.errors import BackendUnavailable, InvalidInput
from knowledge_base.evaluation.conversations.judge import Reply
from knowledge_base.evaluation.conversations.talking import Talk
from knowledge_base.model.procedure import CODE_PATTERN

_PATH = "/api/v1/chat/messages"
# A first turn may wait for Rasa; the API itself gives up before this.
_LONGEST_S = 60.0
_ATTEMPTS = 5
_LONGEST_PAUSE_S = 60.0
_SOURCE = re.compile(rf"^Mã ({CODE_PATTERN.strip('^$')}) · ", re.MULTILINE)


@contextmanager
def conversation(url: str) -> Iterator[Talk]:
    """A conversation of a new person with the motcua at ``url``.

    Raises:
        InvalidInput: ``url`` is not an address.
        BackendUnavailable: nobody answers there, or it is no motcua.
    """
    try:
        # A proxy meant for the outside must not see a motcua on this machine.
        http = httpx.Client(base_url=url, timeout=_LONGEST_S, trust_env=False)
    except httpx.InvalidURL as error:
        raise InvalidInput(f"{url}: not an address: {error}") from error
    with http:
        yield lambda text: _reply(_send(http, text), url)


def _send(http: httpx.Client, text: str) -> httpx.Response:
    """Send one message; where the limits of people apply, wait as a person would."""
    for _ in range(_ATTEMPTS):
        try:
            response = http.post(_PATH, json={"text": text})
        except httpx.TransportError as error:
            raise BackendUnavailable(f"{http.base_url}: {type(error).__name__}") from error
        if response.status_code != httpx.codes.TOO_MANY_REQUESTS:
            break
        time.sleep(_pause_s(response))
    return response


def _pause_s(response: httpx.Response) -> float:
    given = response.headers.get("Retry-After", "")
    return min(float(given), _LONGEST_PAUSE_S) if given.isdigit() else 1.0


def _reply(response: httpx.Response, url: str) -> Reply:
    if response.is_error:
        return Reply(status=_error_code(response), failed=True)
    try:
        chat = ChatReply.model_validate_json(response.content)
    except ValidationError as error:
        raise BackendUnavailable(f"{url}: no motcua answers there") from error
    text = "\n\n".join(message.text for message in chat.messages if message.text)
    source = _SOURCE.search(text)
    return Reply(
        status=chat.status,
        code=chat.code or (source[1] if source else None),
        section=chat.section,
        offered=tuple(dict.fromkeys(_offered(chat))),
        text=text,
    )


def _error_code(response: httpx.Response) -> str:
    try:
        return str(response.json()["code"])
    except (ValueError, KeyError, TypeError):
        return f"http.{response.status_code}"


def _offered(chat: ChatReply) -> Iterator[str]:
    for message in chat.messages:
        for choice in message.choices:
            command, brace, values = choice.payload.partition("{")
            if (
                command.startswith("/")
                and brace
                and (code := json.loads(brace + values).get("code"))
            ):
                yield code
