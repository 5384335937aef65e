"""Who runs accounts, and how far they reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from api.audit import Actor
from api.staff.errors import Forbidden
from api.staff.roles import Permission, Role
from api.staff.scopes import CITY, Grant, Scope, scopes_of

CITY_ADMINISTRATOR = Grant(Role.ADMINISTRATOR, CITY)


@dataclass(frozen=True)
class Operator:
    """Who administers, with what grants."""

    actor: Actor
    grants: tuple[Grant, ...]

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """Where they run accounts."""
        return scopes_of(self.grants, Permission.ACCOUNTS_MANAGE)

    def check_reaches(self, scopes: Iterable[Scope]) -> None:
        """Refuse what goes beyond their own scope.

        Args:
            scopes: of all grants concerned; none at all concerns the whole city, since an
                account without a grant belongs to nobody's department.

        Raises:
            Forbidden: one of them lies outside.
        """
        for scope in list(scopes) or [CITY]:
            if not any(own.covers(scope) for own in self.scopes):
                raise Forbidden(f"{self.actor.name} does not run accounts of {scope}")


def machine_operator(user: str) -> Operator:
    """Whoever has the machine and its secrets has every right over accounts."""
    return Operator(Actor(f"cli:{user}"), (CITY_ADMINISTRATOR,))
