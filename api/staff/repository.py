"""All queries on accounts and their grants."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, delete, false, func, or_, select, update
from sqlalchemy.orm import Session, selectinload

from api.staff.roles import Role
from api.staff.scopes import ALL, CITY, Grant, Scope
from api.staff.tables import StaffAccountRow, StaffRecoveryCodeRow, StaffRoleGrantRow


class AccountRepository:
    """Reads and writes accounts; the caller commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: StaffAccountRow) -> None:
        """Keep a new account; its id is known afterwards."""
        self._session.add(row)
        self._session.flush()

    def get(self, account_id: int) -> StaffAccountRow | None:
        """The account with this id."""
        return self._session.get(StaffAccountRow, account_id)

    def by_username(self, username: str) -> StaffAccountRow | None:
        """The account with this sign-in name."""
        statement = select(StaffAccountRow).where(StaffAccountRow.username == username)
        return self._session.scalars(statement).one_or_none()

    def all(self) -> list[StaffAccountRow]:
        """Every account with its grants, by sign-in name."""
        statement = self.listed([CITY]).order_by(StaffAccountRow.username)
        return list(self._session.scalars(statement))

    def listed(self, within: Iterable[Scope]) -> Select[StaffAccountRow]:
        """The accounts that who administers ``within`` may see, for a list."""
        everyone = select(StaffAccountRow).options(selectinload(StaffAccountRow.grants))
        scopes = list(within)
        if any(scope == CITY for scope in scopes):
            return everyone
        return everyone.where(
            StaffAccountRow.grants.any(or_(false(), *(_inside(s) for s in scopes)))
        )

    def seen(self, account_id: int, within: Iterable[Scope]) -> StaffAccountRow | None:
        """One of the accounts that ``listed`` gives."""
        statement = self.listed(within).where(StaffAccountRow.id == account_id)
        return self._session.scalars(statement).one_or_none()

    def revoke(self, account: StaffAccountRow, row: StaffRoleGrantRow) -> None:
        """Take a grant back."""
        account.grants.remove(row)
        self._session.flush()

    def city_administrators(self) -> int:
        """How many people who can sign in hold the role of administrator for the whole city."""
        grant = StaffRoleGrantRow
        statement = (
            select(func.count(func.distinct(StaffAccountRow.id)))
            .join(grant)
            .where(
                grant.role == Role.ADMINISTRATOR.value,
                grant.department == ALL,
                grant.ward == ALL,
                StaffAccountRow.disabled_at.is_(None),
                or_(
                    StaffAccountRow.password_hash.is_not(None),
                    StaffAccountRow.activation_hash.is_not(None),
                ),
            )
        )
        return int(self._session.execute(statement).scalar_one())

    def use_totp_step(self, account_id: int, step: int) -> bool:
        """Mark a time step as used; ``False`` when it, or a later one, already was."""
        statement = (
            update(StaffAccountRow)
            .where(StaffAccountRow.id == account_id, StaffAccountRow.totp_step < step)
            .values(totp_step=step)
        )
        return _changed(self._session, statement) == 1

    def replace_recovery_codes(self, account_id: int, hashes: Iterable[str]) -> None:
        """Forget the old recovery codes and keep these."""
        table = StaffRecoveryCodeRow
        self._session.execute(delete(table).where(table.account_id == account_id))
        self._session.add_all(table(account_id=account_id, code_hash=item) for item in hashes)
        self._session.flush()

    def use_recovery_code(self, account_id: int, code_hash: str, now: datetime) -> bool:
        """Use a code up; ``False`` when there is no such unused code."""
        table = StaffRecoveryCodeRow
        statement = (
            update(table)
            .where(
                table.account_id == account_id,
                table.code_hash == code_hash,
                table.used_at.is_(None),
            )
            .values(used_at=now)
        )
        return _changed(self._session, statement) == 1

    def unused_recovery_codes(self, account_id: int) -> int:
        """How many codes are left."""
        table = StaffRecoveryCodeRow
        statement = select(func.count()).where(
            table.account_id == account_id, table.used_at.is_(None)
        )
        return int(self._session.execute(statement).scalar_one())


def grants_of(account: StaffAccountRow) -> tuple[Grant, ...]:
    """The grants of ``account``; a role that this version does not know gives nothing."""
    known = {role.value for role in Role}
    return tuple(
        Grant(Role(row.role), Scope(row.department, row.ward))
        for row in account.grants
        if row.role in known
    )


def _inside(scope: Scope) -> ColumnElement[bool]:
    table = StaffRoleGrantRow
    conditions: list[ColumnElement[bool]] = [table.id.is_not(None)]
    if scope.department != ALL:
        conditions.append(table.department == scope.department)
    if scope.ward != ALL:
        conditions.append(table.ward == scope.ward)
    return and_(*conditions)


def _changed(session: Session, statement: object) -> int:
    result = session.execute(statement)  # type: ignore[call-overload]
    return int(result.rowcount)
