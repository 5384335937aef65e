"""What a button sends back, so that nobody can type it.

Zalo has no event for a button: its payload comes as if the person had typed it. So a
command carries a mark that only we can make; ``/restart``, typed, is words.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import Optional

LONGEST = 1000
# 48 bits: a guess would need more messages than a person is allowed to send in a lifetime.
_MARK_LETTERS = 12
_SEALED = re.compile(rf"#(/.*)~([0-9a-f]{{{_MARK_LETTERS}}})", re.DOTALL)
# What staff may put into the account's menu, in Zalo's convention: `#tra_cuu_ho_so`.
_MENU = re.compile(r"#\w{1,100}")


class Payloads:
    """Marks the payloads of our buttons and knows them again.

    Args:
        secret: any secret of this installation; another one makes old buttons plain words.
    """

    def __init__(self, secret: str) -> None:
        self._key = hashlib.sha256(b"motcua.zalo.buttons\x00" + secret.encode()).digest()

    def sealed(self, payload: str) -> str:
        """What a button carries for ``payload``; plain words stay as they are."""
        return f"#{payload}~{self._mark(payload)}" if payload.startswith("/") else payload

    def opened(self, text: str) -> Optional[str]:
        """The payload of our button or menu, or ``None`` for typed words.

        A menu's entry becomes words (``tra cuu ho so``), never a command.
        """
        found = _SEALED.fullmatch(text)
        if found is not None and hmac.compare_digest(self._mark(found[1]), found[2]):
            return found[1]
        if _MENU.fullmatch(text):
            return text[1:].replace("_", " ").strip() or None
        return None

    def _mark(self, payload: str) -> str:
        digest = hmac.new(self._key, payload.encode(), hashlib.sha256)
        return digest.hexdigest()[:_MARK_LETTERS]
