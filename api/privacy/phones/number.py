"""Read a mobile number as people write it."""

from __future__ import annotations

import re

from knowledge_base.entities.numbers import find_numbers
from knowledge_base.entities.reading import Reading

_MOBILE = re.compile(r"0([35789]\d{8})")
_PLAIN = re.compile(r"(?:\+?84|0)([35789]\d{8})")
_BREAKS = re.compile(r"[\s.\-()]")


def e164(text: str) -> str | None:
    """The Vietnamese mobile number in ``text``, as ``+84…``; ``None`` if there is not just one."""
    plain = _PLAIN.fullmatch(_BREAKS.sub("", text))
    if plain:
        return f"+84{plain[1]}"
    found = set()
    for mention in find_numbers(Reading.of(text)):
        value = mention.value if isinstance(mention.value, dict) else {}
        mobile = _MOBILE.fullmatch(str(value.get("number", "")))
        if value.get("kind") == "phone" and mobile:
            found.add(f"+84{mobile[1]}")
    return found.pop() if len(found) == 1 else None


def shown(phone: str) -> str:
    """``+84912345678`` as its owner may see it: ``0912***678``."""
    return f"0{phone[3:6]}***{phone[-3:]}"
