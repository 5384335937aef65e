"""One-time codes that a person types: activation of an account, recovery without the phone."""

from __future__ import annotations

import secrets

from api.staff.keys import keyed_hash

# No letter or digit that looks like another, in print or by hand.
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_ACTIVATION_LENGTH = 16
_RECOVERY_DIGITS = 12
RECOVERY_CODES = 10


def new_activation_code() -> str:
    """Sixteen letters and digits in groups of four (78 bits)."""
    return _grouped("".join(secrets.choice(_LETTERS) for _ in range(_ACTIVATION_LENGTH)))


def new_recovery_codes() -> list[str]:
    """Codes of twelve digits: a phone offers the same keyboard as for the usual code."""
    return [
        _grouped("".join(secrets.choice("0123456789") for _ in range(_RECOVERY_DIGITS)))
        for _ in range(RECOVERY_CODES)
    ]


def bare(code: str) -> str:
    """``code`` without what people add when they type it."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def looks_like_recovery(code: str) -> bool:
    """Whether this is a recovery code rather than the six digits of an authenticator."""
    return len(bare(code)) == _RECOVERY_DIGITS


def code_hash(key: bytes, account_id: int, code: str) -> str:
    """What the database keeps of a code; keyed, since a short code could be tried out."""
    return keyed_hash(key, f"{account_id}:{bare(code)}")


def _grouped(code: str) -> str:
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
