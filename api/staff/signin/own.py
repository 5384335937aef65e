"""One's own account: password, recovery codes, sessions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session, sessionmaker

from api.audit import AuditLog, Change
from api.staff.errors import SignInRequired, WrongCredentials
from api.staff.passwords import check_strength, hash_password, is_password
from api.staff.repository import AccountRepository
from api.staff.signin.attempts import Attempts
from api.staff.signin.repository import SessionRepository
from api.staff.signin.service import SignIn
from api.staff.signin.sessions import Browser, Identity, Sessions, Stage
from api.staff.tables import StaffAccountRow, StaffSessionRow


@dataclass(frozen=True)
class OwnAccount:
    """What the page of one's own account shows."""

    account: StaffAccountRow
    sessions: list[StaffSessionRow]
    recovery_codes_left: int


class OwnAccounts:
    """What people do with their own account."""

    def __init__(
        self,
        database: sessionmaker[Session],
        sessions: Sessions,
        sign_in: SignIn,
        attempts: Attempts,
        audit: AuditLog,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._sessions = sessions
        self._sign_in = sign_in
        self._attempts = attempts
        self._audit = audit
        self._now = now

    def show(self, who: Identity) -> OwnAccount:
        """The account, its sessions, and how many recovery codes are left."""
        with self._database() as session:
            account = _own(session, who)
            sessions = SessionRepository(session).of_account(who.account_id)
            left = AccountRepository(session).unused_recovery_codes(who.account_id)
        return OwnAccount(account, sessions, left)

    def change_password(self, who: Identity, current: str, new: str, browser: Browser) -> str:
        """Take ``new`` as password; ends every other session and gives this one a new token.

        Raises:
            SignInLocked: too many wrong attempts.
            WrongCredentials: ``current`` is wrong.
            WeakPassword: ``new`` is too short or easy to guess.
        """
        self._attempts.begin(who.username, browser.known_as)
        with self._database() as session:
            stored = _own(session, who).password_hash
        if not is_password(stored, current):
            raise WrongCredentials("current password is wrong")
        check_strength(new, (who.username, who.full_name))
        hashed = hash_password(new)
        with self._database.begin() as session:
            account = _own(session, who)
            account.password_hash, account.password_changed_at = hashed, self._now()
            SessionRepository(session).end_all(who.account_id)
            self._attempts.succeeded(session, who.username, browser.known_as)
            self._record(session, who, "account.change_password")
            return self._sessions.open(session, account, Stage.FULL, browser)

    def renew_recovery_codes(self, who: Identity) -> list[str]:
        """New recovery codes, shown once; the old ones are void."""
        with self._database.begin() as session:
            codes = self._sign_in.renew_recovery_codes(session, _own(session, who))
            self._record(session, who, "account.renew_recovery_codes")
        return codes

    def sign_out(self, who: Identity, reason: str = "by hand") -> None:
        """End this session."""
        with self._database.begin() as session:
            SessionRepository(session).end(who.account_id, who.session_id)
            self._record(session, who, "session.close", {"reason": reason})

    def sign_out_one(self, who: Identity, session_id: int) -> bool:
        """End one of one's own sessions; whether there was such a one."""
        with self._database.begin() as session:
            ended = SessionRepository(session).end(who.account_id, session_id)
            if ended:
                self._record(session, who, "session.close", {"reason": "from another device"})
        return ended

    def sign_out_everywhere(self, who: Identity) -> None:
        """End all of one's own sessions, this one too."""
        with self._database.begin() as session:
            SessionRepository(session).end_all(who.account_id)
            self._record(session, who, "session.close_all")

    def _record(
        self, session: Session, who: Identity, action: str, after: dict[str, str] | None = None
    ) -> None:
        self._audit.record(session, who.actor, Change(action, "account", who.username, after=after))


def _own(session: Session, who: Identity) -> StaffAccountRow:
    row = AccountRepository(session).get(who.account_id)
    if row is None or row.disabled_at is not None:
        raise SignInRequired("account is gone")
    return row
