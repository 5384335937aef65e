"""What an inline button carries: at most 64 bytes, and nothing that a person could make up.

Telegram hands on whatever a changed app sends as a button's data. So a command carries a
mark that only we can make, and everything needed is inside: a button works as long as the
bot has its token, whatever was restarted meanwhile.

Words that a button says are carried as they are: everybody may say them. All else is
``~``, the mark, and a body: ``c<code>,<section>`` for ``/choose``,
``a<question>,<department>`` for ``/ask_centre``, ``p<choice>,<about>`` for
``/privacy_choice``, or the payload itself.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from typing import Dict, Optional, Tuple

LONGEST_BYTES = 64
_SIGN = "~"
# 48 bits: a guess would need more taps than a person is allowed in a lifetime.
_MARK_BYTES = 6
_MARK_LETTERS = 8
_SEPARATOR = ","
# Letter of the body → command and its values, in the order in which actions write them.
_SHORT: Dict[str, Tuple[str, Tuple[str, str]]] = {
    "c": ("choose", ("code", "section")),
    "a": ("ask_centre", ("question", "department")),
    "p": ("privacy_choice", ("choice", "about")),
}
# An unmarked command is words, as typed.
_UNMARKED = re.compile(r"/([a-z_]{1,63})")


class CallbackData:
    """Writes and reads the data of buttons.

    Args:
        secret: the bot's token; buttons of another bot are not ours.
    """

    def __init__(self, secret: str) -> None:
        self._key = hashlib.sha256(b"motcua.telegram.buttons\x00" + secret.encode()).digest()

    def written(self, payload: str) -> Optional[str]:
        """The data for ``payload``; ``None`` where it is too long, or nothing."""
        if not payload:
            return None
        if _is_words(payload):
            data = payload
        else:
            data = f"{_SIGN}{self._mark(payload)}{_shortened(payload)}"
        return data if len(data.encode()) <= LONGEST_BYTES else None

    def read(self, data: str) -> Optional[str]:
        """The payload behind ``data``; ``None`` for what we did not write."""
        if data.startswith(_SIGN):
            mark, body = data[1 : 1 + _MARK_LETTERS], data[1 + _MARK_LETTERS :]
            payload = _lengthened(body)
            is_ours = hmac.compare_digest(self._mark(payload).encode(), mark.encode())
            return payload if is_ours else None
        if _is_words(data):
            return data
        unmarked = _UNMARKED.fullmatch(data)
        return (unmarked[1].replace("_", " ").strip() or None) if unmarked else None

    def _mark(self, payload: str) -> str:
        digest = hmac.new(self._key, payload.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest[:_MARK_BYTES]).decode()


def _is_words(payload: str) -> bool:
    # Rasa looks for a command behind signs that it drops; behind a letter there is none.
    return payload[:1].isalnum()


def _shortened(payload: str) -> str:
    for letter, (intent, names) in _SHORT.items():
        body = _body(payload, letter, intent, names)
        # Only what comes back as it was: another order or spacing stays as written.
        if body is not None and _lengthened(body) == payload:
            return body
    return payload


def _body(payload: str, letter: str, intent: str, names: Tuple[str, str]) -> Optional[str]:
    if not payload.startswith(f"/{intent}{{"):
        return None
    try:
        values = json.loads(payload[len(intent) + 1 :])
    except ValueError:
        return None
    first, second = (values.get(name, "") for name in names)
    if not isinstance(first, str) or not isinstance(second, str):
        return None
    return f"{letter}{first}{_SEPARATOR}{second}" if second else f"{letter}{first}"


def _lengthened(body: str) -> str:
    known = _SHORT.get(body[:1])
    if known is None:
        return body
    intent, names = known
    given = body[1:].split(_SEPARATOR, 1)
    values = {name: value for name, value in zip(names, given, strict=False) if value}
    return f"/{intent}{json.dumps(values, ensure_ascii=False, separators=(',', ':'))}"
