"""What may reach Rasa from a browser: plain text, and the commands of our own buttons.

Rasa takes any message that begins with ``/`` for a command and believes it: ``/restart``
wipes a conversation, ``/<intent>{"slot": ...}`` feeds entities past the classifier. So a
button's command must be on the list here, and typed text must never look like one.
"""

from __future__ import annotations

import json
import re

from knowledge_base.errors import InvalidInput

# Buttons that carry what they ask about, and buttons that are a bare intent.
WITH_VALUES = frozenset(
    {"choose", "ask_centre", "talk_to_human", "petition_step", "privacy_choice"}
)
BARE = frozenset(
    {
        "find_procedure",
        "talk_to_human",
        "help",
        "resume_assistant",
        "petition",
        "view_my_data",
        "delete_my_data",
        "withdraw_consent",
        "link_phone",
    }
)
_LONGEST_COMMAND = 500
_COMMAND = re.compile(r"/(?P<intent>[a-z_]+)(?P<values>\{.*\})?", re.DOTALL)
# Letters of Vietnamese (any Latin ones) and digits: what no later step of the pipeline removes.
_READABLE = re.compile(r"[0-9A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
# Control characters, and halves of surrogate pairs, which cannot be sent on.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def plain_text(text: str) -> str:
    """``text`` so that Rasa cannot read a command in it; slashes inside words stay.

    Rasa looks for the ``/`` after our normaliser has dropped invisible characters and
    emoji, so every slash in front of the first letter or digit goes, not only a first one.

    Raises:
        InvalidInput: nothing is left.
    """
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    first = _READABLE.search(text)
    start = first.start() if first else len(text)
    clean = (text[:start].replace("/", "") + text[start:]).strip()
    if not clean:
        raise InvalidInput("empty text")
    return clean


def button_message(payload: str) -> str:
    """The message that a button's ``payload`` stands for.

    A payload without a leading slash is a question in plain words (a button that repeats
    its own title). A command is parsed and written anew, so nothing else travels with it.

    Raises:
        InvalidInput: a command that none of our buttons carries.
    """
    if not payload.lstrip().startswith("/"):
        return plain_text(payload)
    command = _COMMAND.fullmatch(payload) if len(payload) <= _LONGEST_COMMAND else None
    if command is None:
        raise InvalidInput("not a button's command")
    intent, values = command["intent"], command["values"]
    if values is None and intent in BARE:
        return f"/{intent}"
    if values is not None and intent in WITH_VALUES:
        return f"/{intent}{_values(values)}"
    raise InvalidInput("a command that no button carries")


def _values(text: str) -> str:
    try:
        values = json.loads(text)
    except ValueError as error:
        raise InvalidInput("a button's values are not JSON") from error
    flat = isinstance(values, dict) and all(isinstance(item, str) for item in values.values())
    if not flat:
        raise InvalidInput("a button's values are not texts by name")
    written = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    if _CONTROL.search(written):
        raise InvalidInput("a button's values hold control characters")
    return written
