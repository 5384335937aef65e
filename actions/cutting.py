"""Cut a long text into messages where a reader would pause."""

from __future__ import annotations

# From the best place to cut to the worst.
_SEPARATORS = ("\n\n", "\n", ". ", " ")


def cut_text(text: str, limit: int) -> list[str]:
    """Return ``text`` in pieces of at most ``limit`` characters; nothing is lost but blanks.

    Args:
        text: one message.
        limit: characters, 1 or more.
    """
    text = text.strip()
    pieces = []
    while len(text) > limit:
        end = _cut_place(text, limit)
        pieces.append(text[:end].strip())
        text = text[end:].strip()
    if text:
        pieces.append(text)
    return pieces


def _cut_place(text: str, limit: int) -> int:
    """The last good place within ``limit``, not so early that a piece is a mere scrap."""
    for separator in _SEPARATORS:
        # The separator itself may lie across the limit: it is stripped anyway.
        place = text.rfind(separator, limit // 4, limit + len(separator))
        if place > 0:
            # A full stop stays with its sentence, so it must fit too.
            end = place + (1 if separator == ". " else 0)
            if end <= limit:
                return end
    return limit
