"""Passwords: Argon2id at rest, and strong enough to begin with."""

from __future__ import annotations

import threading
from collections.abc import Iterable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from api.staff.errors import WeakPassword
from knowledge_base.text import fold

SHORTEST = 12
LONGEST = 128
_ENOUGH_SCORE = 3
# zxcvbn takes seconds for very long texts, and such texts are strong anyhow.
_JUDGED_LENGTH = 72
# zxcvbn knows English; these stand in the lists of people here.
_COMMON_HERE = (
    "matkhau", "mat khau", "matkhau123", "saigon", "hochiminh", "thanhpho", "vietnam", "motcua",
    "anhyeuem", "emyeuanh", "yeuem", "khongbiet", "hanhchinh", "hanhchinhcong", "trungtam",
    "phucvu", "canbo", "congdan", "quantri", "lanhdao", "phuong", "xinchao", "motconvit",
    "maiyeuem", "giadinh", "hanhphuc", "conyeume", "vodoi", "thuduc", "ubnd",
)  # fmt: skip

_hasher = PasswordHasher()
# Each hash takes 64 MiB: a crowd at the door must not take all the memory.
_at_a_time = threading.BoundedSemaphore(4)


def hash_password(password: str) -> str:
    """Argon2id of ``password`` with its parameters."""
    with _at_a_time:
        return _hasher.hash(password)


_NOBODYS = _hasher.hash("nobody has this password")


def is_password(stored: str | None, password: str) -> bool:
    """Whether ``password`` is the one of ``stored``; as slow where there is none stored."""
    with _at_a_time:
        try:
            right = _hasher.verify(stored or _NOBODYS, password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
    return right and stored is not None


def is_outdated(stored: str) -> bool:
    """Whether ``stored`` was made with weaker parameters than those of today."""
    return _hasher.check_needs_rehash(stored)


def check_strength(password: str, about: Iterable[str] = ()) -> None:
    """Refuse a password that is short or easy to guess.

    Args:
        password: the new one.
        about: what others know of its owner: names.

    Raises:
        WeakPassword: with the reason.
    """
    if len(password) < SHORTEST:
        raise WeakPassword("too short", f"Mật khẩu cần ít nhất {SHORTEST} ký tự.")
    if len(password) > LONGEST:
        raise WeakPassword("too long", f"Mật khẩu dài nhất {LONGEST} ký tự.")
    known = [*_COMMON_HERE, *(part for text in about for part in _parts(text))]
    result = zxcvbn(password[:_JUDGED_LENGTH], user_inputs=known)
    if result["score"] < _ENOUGH_SCORE:
        raise WeakPassword("easy to guess", WeakPassword.message_vi)


def _parts(name: str) -> set[str]:
    # People write their name as one word, without diacritics, and the given name first.
    bare = fold(name).split()
    joined = {"".join(bare), "".join(bare[-1:] + bare[:-1])}
    return {part for part in {name, *name.split(), *bare, *joined} if part}
