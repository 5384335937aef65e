"""What an account's record holds: checked on the way in, told to the audit log."""

from __future__ import annotations

import re
from enum import StrEnum

from api.staff.errors import BadName, BadUsername
from api.staff.scopes import Grant
from api.staff.tables import StaffAccountRow
from knowledge_base.text import fold

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,30}[a-z0-9]")
_LONGEST_NAME = 120


def as_username(text: str) -> str:
    """A sign-in name in its one form.

    Raises:
        BadUsername: it is none.
    """
    name = text.strip().lower()
    if not _USERNAME.fullmatch(name):
        raise BadUsername("not a sign-in name")
    return name


def fill_in(row: StaffAccountRow, full_name: str, position: str) -> None:
    """Put name and position into ``row``.

    Raises:
        BadName: the name is missing, or one of them is too long.
    """
    name, place = " ".join(full_name.split()), " ".join(position.split())
    if not name or len(name) > _LONGEST_NAME or len(place) > _LONGEST_NAME:
        raise BadName("name missing or too long")
    row.full_name, row.position = name, place
    row.sort_name = fold(" ".join([*name.split()[-1:], *name.split()[:-1]]))
    parts = re.sub("[._-]", " ", row.username)
    row.search_text = fold(f"{row.username} {parts} {name} {place}")


class State(StrEnum):
    """Whether somebody can sign in."""

    ACTIVE = "active"
    WAITING = "waiting"
    DISABLED = "disabled"

    @property
    def label(self) -> str:
        """In Vietnamese, as the console shows it."""
        return {"active": "Đang dùng", "waiting": "Chờ kích hoạt", "disabled": "Đã khóa"}[self]


def state_of(row: StaffAccountRow) -> State:
    """The state of an account."""
    if row.disabled_at is not None:
        return State.DISABLED
    return State.WAITING if row.password_hash is None else State.ACTIVE


def described(row: StaffAccountRow) -> dict[str, object]:
    """What ``fill_in`` changes, for the audit log."""
    return {"full_name": row.full_name, "position": row.position}


def told(grant: Grant) -> dict[str, object]:
    """A grant, for the audit log."""
    return {
        "role": grant.role.value,
        "department": grant.scope.department,
        "ward": grant.scope.ward,
    }
