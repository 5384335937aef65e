"""How a turn ended: the words that channels, tests and boards count."""

from __future__ import annotations


class TurnStatus:
    """Constants. The API gives the first five; the rest are ends that it never saw."""

    ANSWERED = "answered"
    CLARIFIED = "clarified"
    DECLINED_OUT_OF_SCOPE = "declined_out_of_scope"
    DECLINED_UNSURE = "declined_unsure"
    DECLINED_ELSEWHERE = "declined_elsewhere"  # real, but not in our records
    NOT_CONFIRMED = "not_confirmed"

    SMALLTALK = "smalltalk"
    NOT_AVAILABLE = "not_available"  # a service that this version cannot give yet
    REFERRED = "referred"  # sent to a person: 1022 or the counter
    RELAYED = "relayed"  # passed on to an officer; the assistant said nothing
    ASKED = "asked"  # a form asks for its next part: all is well
    RECORDED = "recorded"  # something of the person was taken down
    TOO_LONG = "too_long"
    EMPTY = "empty"  # nothing readable: blank, an emoji, a sticker
    LIMITED = "limited"  # too many messages in a short time
    ERROR_BACKEND = "error_backend"
