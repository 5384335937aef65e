"""The steps of signing in: activation or password, then the second factor."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from sqlalchemy.orm import Session, sessionmaker

from api.audit import Actor, AuditLog, Change
from api.audit.chain import NOBODY
from api.staff.codes import code_hash, looks_like_recovery, new_recovery_codes
from api.staff.errors import SignInRequired, WrongCredentials
from api.staff.keys import StaffKeys
from api.staff.passwords import check_strength, hash_password, is_outdated, is_password
from api.staff.repository import AccountRepository
from api.staff.signin.attempts import Attempts
from api.staff.signin.repository import SessionRepository
from api.staff.signin.sessions import Browser, Identity, Sessions, Stage
from api.staff.tables import StaffAccountRow
from api.staff.totp import Authenticator, step_of


@dataclass(frozen=True)
class Opened:
    """A session that was opened: the cookie's token, and what is asked for next."""

    token: str
    stage: Stage


class SignIn:
    """Signs people in; every attempt is counted and every outcome is in the audit log."""

    def __init__(
        self,
        database: sessionmaker[Session],
        keys: StaffKeys,
        sessions: Sessions,
        audit: AuditLog,
        attempts: Attempts,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._keys = keys
        self._sessions = sessions
        self._audit = audit
        self._now = now
        self._authenticator = Authenticator(keys.totp)
        self._attempts = attempts

    def with_password(self, username: str, password: str, browser: Browser) -> Opened:
        """The first step.

        Raises:
            SignInLocked: too many wrong attempts.
            WrongCredentials: name or password is wrong, or the account is disabled.
        """
        name = username.strip().lower()[:64]
        self._attempts.begin(name, browser.known_as)
        with self._database() as session:
            account = AccountRepository(session).by_username(name)
            stored = account.password_hash if account else None
        # Outside of any transaction: a hash takes a tenth of a second.
        right = is_password(stored, password)
        if account is None or not right or account.disabled_at is not None:
            self._refuse(account, browser, "password")
        fresh = hash_password(password) if stored and is_outdated(stored) else None
        with self._database.begin() as session:
            row = _present(session, account.id)
            if fresh is not None:
                row.password_hash = fresh
            return self._open(session, row, browser)

    def activate(self, username: str, code: str, password: str, browser: Browser) -> Opened:
        """Give an account its password by the one-time code of its administrator.

        Raises:
            SignInLocked: too many wrong attempts.
            WrongCredentials: name or code is wrong, or the code is too old.
            WeakPassword: the code stays good for another try.
        """
        name = username.strip().lower()[:64]
        self._attempts.begin(name, browser.known_as)
        with self._database() as session:
            account = AccountRepository(session).by_username(name)
        if account is None or not self._is_activation(account, code):
            self._refuse(account, browser, "activation")
        check_strength(password, (name, account.full_name))
        hashed = hash_password(password)
        with self._database.begin() as session:
            row = _present(session, account.id)
            if not self._is_activation(row, code):
                raise WrongCredentials("activation code was used meanwhile")
            row.password_hash, row.password_changed_at = hashed, self._now()
            row.activation_hash = row.activation_expires_at = None
            SessionRepository(session).end_all(row.id)
            self._attempts.succeeded(session, name, browser.known_as)
            self._audit.record(session, _actor(row, browser), _about(row, "account.activate"))
            return self._open(session, row, browser)

    def with_code(self, identity: Identity, code: str, browser: Browser) -> str:
        """The second step: the authenticator's code or a recovery code; gives a new token.

        Raises:
            SignInLocked: too many wrong attempts.
            WrongCredentials: the code is wrong or was used.
        """
        self._attempts.begin(identity.username, browser.known_as)
        with self._database.begin() as session:
            row = _present(session, identity.account_id)
            means = self._second_factor(session, row, code)
            if means:
                token = self._complete(session, row, identity, browser, means)
        if not means:
            self._refuse(row, browser, "code")
        return token

    def offer_authenticator(self, identity: Identity) -> str:
        """A new secret for the page that shows it, sealed for the form that confirms it."""
        return self._authenticator.offer(identity.account_id)

    def secret_of(self, offer: str, identity: Identity) -> str:
        """The secret of an offer, to show.

        Raises:
            WrongCredentials: the offer is not this account's or too old.
        """
        return self._authenticator.take_offer(offer, identity.account_id)

    def enrol(
        self, identity: Identity, offer: str, code: str, browser: Browser
    ) -> tuple[str, list[str]]:
        """Take the offered secret as second factor, proved by its code.

        Returns:
            A new token and the recovery codes, which are never shown again.

        Raises:
            WrongCredentials: the code does not fit, or the offer is too old.
        """
        secret = self._authenticator.take_offer(offer, identity.account_id)
        step = step_of(secret, code, self._now())
        if step is None:
            raise WrongCredentials("code of a new authenticator")
        with self._database.begin() as session:
            row = _present(session, identity.account_id)
            row.totp_secret = self._authenticator.keep(secret)
            row.totp_confirmed_at, row.totp_step = self._now(), step
            codes = self.renew_recovery_codes(session, row)
            SessionRepository(session).end_all(row.id, but=identity.session_id)
            change = _about(row, "account.enrol_second_factor")
            self._audit.record(session, _actor(row, browser), change)
            return self._complete(session, row, identity, browser, "enrolment"), codes

    def renew_recovery_codes(self, session: Session, row: StaffAccountRow) -> list[str]:
        """New recovery codes in the caller's transaction; the old ones are void."""
        codes = new_recovery_codes()
        hashes = [code_hash(self._keys.codes, row.id, code) for code in codes]
        AccountRepository(session).replace_recovery_codes(row.id, hashes)
        return codes

    def confirm(self, identity: Identity, password: str, code: str, browser: Browser) -> None:
        """Password and code once more, before administration.

        Raises:
            SignInLocked: too many wrong attempts.
            WrongCredentials: one of them is wrong.
        """
        self._attempts.begin(identity.username, browser.known_as)
        with self._database() as session:
            stored = _present(session, identity.account_id).password_hash
        right = is_password(stored, password)
        with self._database.begin() as session:
            row = _present(session, identity.account_id)
            if right and self._second_factor(session, row, code):
                own = SessionRepository(session).get(identity.session_id)
                if own is None:
                    raise SignInRequired("session ended meanwhile")
                own.confirmed_at = self._now()
                self._attempts.succeeded(session, identity.username, browser.known_as)
                return
        self._refuse(row, browser, "confirmation")

    def _open(self, session: Session, row: StaffAccountRow, browser: Browser) -> Opened:
        stage = Stage.CODE if row.totp_secret else Stage.ENROL
        return Opened(self._sessions.open(session, row, stage, browser), stage)

    def _complete(
        self, session: Session, row: StaffAccountRow, identity: Identity, browser: Browser, by: str
    ) -> str:
        # A new id at every step: one planted before sign-in is worth nothing after it.
        SessionRepository(session).end(row.id, identity.session_id)
        row.last_sign_in_at = self._now()
        self._attempts.succeeded(session, row.username, browser.known_as)
        change = _about(row, "session.open", after={"by": by, "device": browser.device})
        self._audit.record(session, _actor(row, browser), change)
        return self._sessions.open(session, row, Stage.FULL, browser)

    def _second_factor(self, session: Session, row: StaffAccountRow, code: str) -> str | None:
        repository = AccountRepository(session)
        if looks_like_recovery(code):
            hashed = code_hash(self._keys.codes, row.id, code)
            used = repository.use_recovery_code(row.id, hashed, self._now())
            return "recovery code" if used else None
        if row.totp_secret is None:
            return None
        step = self._authenticator.step(row.totp_secret, code, self._now())
        fresh = step is not None and repository.use_totp_step(row.id, step)
        return "authenticator" if fresh else None

    def _is_activation(self, row: StaffAccountRow, code: str) -> bool:
        hashed = code_hash(self._keys.codes, row.id, code)
        fits = hmac.compare_digest(hashed, row.activation_hash or "")
        until = row.activation_expires_at
        return fits and row.disabled_at is None and until is not None and self._now() < until

    def _refuse(self, row: StaffAccountRow | None, browser: Browser, step: str) -> NoReturn:
        with self._database.begin() as session:
            # A name that is nobody's may be a password in the wrong field: it is not kept.
            known = row.username if row else NOBODY
            actor = Actor(known, row.id if row else None, browser.address)
            change = Change("session.refuse", "account", known, after={"step": step})
            self._audit.record(session, actor, change)
        raise WrongCredentials(f"wrong {step}")


def _present(session: Session, account_id: int) -> StaffAccountRow:
    row = AccountRepository(session).get(account_id)
    if row is None or row.disabled_at is not None:
        raise SignInRequired("account is gone")
    return row


def _actor(row: StaffAccountRow, browser: Browser) -> Actor:
    return Actor(row.username, row.id, browser.address)


def _about(row: StaffAccountRow, action: str, after: dict[str, str] | None = None) -> Change:
    return Change(action, "account", row.username, after=after)
