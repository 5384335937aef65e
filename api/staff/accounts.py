"""Running the accounts: create, describe, grant, revoke, disable, reset.

Whoever administers a department or a ward reaches only accounts whose every grant lies
there, and grants nothing beyond it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from api.audit import AuditLog, Change
from api.staff.codes import code_hash, new_activation_code
from api.staff.errors import (
    AccountExists,
    AccountNotFound,
    EditedMeanwhile,
    Forbidden,
    LastAdministrator,
)
from api.staff.keys import StaffKeys
from api.staff.operator import CITY_ADMINISTRATOR, Operator
from api.staff.record import as_username, described, fill_in, told
from api.staff.repository import AccountRepository, grants_of
from api.staff.scopes import Grant
from api.staff.signin.repository import SessionRepository
from api.staff.tables import StaffAccountRow, StaffRoleGrantRow

ACTIVATION_VALID = timedelta(hours=72)


@dataclass(frozen=True)
class Activation:
    """What a new member of staff is handed: the code is shown once and kept nowhere."""

    account_id: int
    username: str
    code: str
    expires_at: datetime


class Accounts:
    """Changes accounts; each change and its entry in the audit log are one transaction."""

    def __init__(
        self,
        database: sessionmaker[Session],
        keys: StaffKeys,
        audit: AuditLog,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._keys = keys
        self._audit = audit
        self._now = now

    def create(
        self,
        by: Operator,
        username: str,
        full_name: str,
        position: str = "",
        grants: Iterable[Grant] = (),
    ) -> Activation:
        """A new account, to be activated within ``ACTIVATION_VALID``.

        Raises:
            InvalidInput: a name is missing or has letters that it may not have.
            AccountExists: the sign-in name is taken.
            Forbidden: a grant goes beyond the operator's own scope.
        """
        name, wanted = as_username(username), list(dict.fromkeys(grants))
        row = StaffAccountRow(username=name, created_at=self._now(), totp_step=0, version=1)
        fill_in(row, full_name, position)
        by.check_reaches(grant.scope for grant in wanted)
        try:
            with self._database.begin() as session:
                AccountRepository(session).add(row)
                row.grants.extend(self._grant_row(by, grant) for grant in wanted)
                activation = self._activation(row)
                after = described(row) | {"grants": [told(grant) for grant in wanted]}
                self._record(session, by, row, "account.create", None, after)
        except IntegrityError as error:
            raise AccountExists(f"the name {name} is taken") from error
        return activation

    def describe(
        self, by: Operator, account_id: int, version: int, full_name: str, position: str
    ) -> None:
        """Change name and position.

        Raises:
            EditedMeanwhile: ``version`` is not the account's any more.
            InvalidInput: the name is missing or too long.
        """
        with self._database.begin() as session:
            row = self._reach(session, by, account_id)
            if row.version != version:
                raise EditedMeanwhile(f"account {row.username} has version {row.version}")
            before = described(row)
            fill_in(row, full_name, position)
            if before != described(row):
                row.version += 1
                self._record(session, by, row, "account.describe", before, described(row))

    def grant(self, by: Operator, account_id: int, grant: Grant) -> None:
        """Give a role within a scope; nothing happens when it is held already.

        Raises:
            Forbidden: the scope goes beyond the operator's own.
        """
        by.check_reaches([grant.scope])
        with self._database.begin() as session:
            row = self._reach(session, by, account_id)
            if grant in grants_of(row):
                return
            row.grants.append(self._grant_row(by, grant))
            row.version += 1
            self._record(session, by, row, "account.grant", None, told(grant))

    def revoke(self, by: Operator, account_id: int, grant: Grant) -> None:
        """Take a role within a scope back; nothing happens when it is not held.

        Raises:
            LastAdministrator: nobody would be left to run the accounts.
        """
        with self._database.begin() as session:
            row = self._reach(session, by, account_id)
            held = [item for item in row.grants if _is(item, grant)]
            for item in held:
                AccountRepository(session).revoke(row, item)
            if held:
                row.version += 1
                self._record(session, by, row, "account.revoke", told(grant), None)
                self._check_administrators(session, [grant])

    def disable(self, by: Operator, account_id: int) -> None:
        """Shut an account and end its sessions.

        Raises:
            LastAdministrator: nobody would be left to run the accounts.
            Forbidden: it is the operator's own.
        """
        if account_id == by.actor.account_id:
            raise Forbidden("an operator cannot disable their own account")
        with self._database.begin() as session:
            row = self._reach(session, by, account_id)
            if row.disabled_at is not None:
                return
            row.disabled_at = self._now()
            row.activation_hash = row.activation_expires_at = None
            row.version += 1
            SessionRepository(session).end_all(row.id)
            self._record(session, by, row, "account.disable", {"enabled": True}, {"enabled": False})
            self._check_administrators(session, grants_of(row))

    def enable(self, by: Operator, account_id: int) -> None:
        """Open a disabled account again, with its old password and roles."""
        with self._database.begin() as session:
            row = self._reach(session, by, account_id)
            if row.disabled_at is None:
                return
            row.disabled_at = None
            row.version += 1
            self._record(session, by, row, "account.enable", {"enabled": False}, {"enabled": True})

    def reset(self, by: Operator, account_id: int, second_factor: bool = False) -> Activation:
        """Void the password, end the sessions, and give a new activation code.

        Args:
            by: who does it.
            account_id: whose.
            second_factor: whether the authenticator is lost too.

        Raises:
            Forbidden: the account is disabled.
        """
        with self._database.begin() as session:
            row = self._reach(session, by, account_id)
            if row.disabled_at is not None:
                raise Forbidden("a disabled account has no password to reset")
            row.password_hash = row.password_changed_at = None
            if second_factor:
                row.totp_secret = row.totp_confirmed_at = None
                AccountRepository(session).replace_recovery_codes(row.id, ())
            row.version += 1
            SessionRepository(session).end_all(row.id)
            activation = self._activation(row)
            after = {"password": "void", "second_factor": "void" if second_factor else "kept"}
            self._record(session, by, row, "account.reset", None, after)
        return activation

    def _reach(self, session: Session, by: Operator, account_id: int) -> StaffAccountRow:
        row = AccountRepository(session).get(account_id)
        if row is None:
            raise AccountNotFound(f"no account {account_id}")
        by.check_reaches(grant.scope for grant in grants_of(row))
        return row

    def _activation(self, row: StaffAccountRow) -> Activation:
        code, expires_at = new_activation_code(), self._now() + ACTIVATION_VALID
        row.activation_hash = code_hash(self._keys.codes, row.id, code)
        row.activation_expires_at = expires_at
        return Activation(row.id, row.username, code, expires_at)

    def _grant_row(self, by: Operator, grant: Grant) -> StaffRoleGrantRow:
        return StaffRoleGrantRow(
            role=grant.role.value,
            department=grant.scope.department,
            ward=grant.scope.ward,
            granted_at=self._now(),
            granted_by=by.actor.name,
        )

    def _record(
        self,
        session: Session,
        by: Operator,
        row: StaffAccountRow,
        action: str,
        before: Mapping[str, object] | None,
        after: Mapping[str, object] | None,
    ) -> None:
        self._audit.record(
            session, by.actor, Change(action, "account", row.username, before, after)
        )

    def _check_administrators(self, session: Session, lost: Sequence[Grant]) -> None:
        # After the entry: its lock makes two administrators who drop each other take turns.
        if CITY_ADMINISTRATOR in lost and not AccountRepository(session).city_administrators():
            raise LastAdministrator("the last administrator of the whole city")


def _is(row: StaffRoleGrantRow, grant: Grant) -> bool:
    held = (row.role, row.department, row.ward)
    return held == (grant.role.value, grant.scope.department, grant.scope.ward)
