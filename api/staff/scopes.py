"""Where a grant holds: a department or all of them, a ward or all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from api.staff.roles import Permission, Role

ALL = "*"
"""Every department, or every ward."""


@dataclass(frozen=True)
class Scope:
    """Department (its id) and ward (its code) of a thing or of a grant.

    A thing that belongs to no department, or to no ward, has ``ALL`` there: only who holds
    a grant for all may touch it.
    """

    department: str = ALL
    ward: str = ALL

    def covers(self, other: Scope) -> bool:
        """Whether a grant for this scope reaches ``other``."""
        return self.department in (ALL, other.department) and self.ward in (ALL, other.ward)


CITY = Scope()
"""The whole city."""


@dataclass(frozen=True)
class Grant:
    """A role within a scope."""

    role: Role
    scope: Scope = CITY


def scopes_of(grants: Iterable[Grant], permission: Permission) -> tuple[Scope, ...]:
    """The scopes in which ``grants`` give ``permission``."""
    return tuple(grant.scope for grant in grants if permission in grant.role.permissions)


def may(grants: Iterable[Grant], permission: Permission, scope: Scope | None = None) -> bool:
    """Whether ``grants`` give ``permission``.

    Args:
        grants: what somebody holds.
        permission: what is asked for.
        scope: where; ``None`` asks whether there is any place at all.
    """
    held = scopes_of(grants, permission)
    return any(own.covers(scope) for own in held) if scope is not None else bool(held)
