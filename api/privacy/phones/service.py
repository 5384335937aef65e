"""Prove that a phone is a person's, and know by it who is the same citizen."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import structlog
from sqlalchemy.orm import Session, sessionmaker

from api.privacy.keys import PrivacyKeys, keyed
from api.privacy.phones.number import e164, shown
from api.privacy.phones.repository import PhoneRepository
from api.privacy.phones.sms import SmsGateway
from api.privacy.phones.tables import PhoneCodeRow, VerifiedPhoneRow
from api.privacy.place import Shown
from api.vault.cipher import Cipher
from knowledge_base.errors import BackendUnavailable

log = structlog.get_logger()
_DIGITS = 6
_MOST_TRIES = 5
_LIFETIME = timedelta(minutes=5)
_DAY = timedelta(days=1)


class Outcome(StrEnum):
    """How a step ended."""

    SENT = "sent"
    LINKED = "linked"
    NOT_A_PHONE = "not_a_phone"
    TOO_MANY = "too_many"
    NOT_SENT = "not_sent"
    OFF = "off"
    WRONG = "wrong"
    EXPIRED = "expired"


class VerifiedBy(StrEnum):
    """How a phone was proved."""

    TELEGRAM = "telegram"
    ZALO = "zalo"
    SMS = "sms"


@dataclass(frozen=True)
class Limits:
    """How often a code is sent in a day, and when a proof grows old."""

    codes_a_day: int
    ask_again_after: timedelta


class Phones:
    """Verified phones of all people.

    Args:
        sessions: where rows are kept.
        cipher: seals the phones.
        keys: make the hashes by which equal phones are found.
        limits: see there.
        sms: sends codes; ``None``: nothing does, and people are told so.
        text: what a message says, with ``{code}``.
        now: the clock.
    """

    def __init__(
        self,
        sessions: sessionmaker[Session],
        cipher: Cipher,
        keys: PrivacyKeys,
        limits: Limits,
        sms: SmsGateway | None,
        text: str,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._sessions = sessions
        self._cipher = cipher
        self._keys = keys
        self._limits = limits
        self._sms = sms
        self._text = text
        self._now = now

    def close(self) -> None:
        """Close the connections."""
        if self._sms is not None:
            self._sms.close()

    @property
    def sends_codes(self) -> bool:
        """Whether codes can be sent at all."""
        return self._sms is not None

    def share(self, person: str, number: str, by: VerifiedBy) -> Outcome:
        """Take a phone that the channel vouches for."""
        phone = e164(number)
        if phone is None:
            return Outcome.NOT_A_PHONE
        with self._sessions.begin() as session:
            self._verify(PhoneRepository(session), person, phone, by)
        return Outcome.LINKED

    def send_code(self, person: str, number: str) -> Outcome:
        """Send a code to the phone that ``person`` typed; earlier codes are void."""
        if self._sms is None:
            return Outcome.OFF
        phone = e164(number)
        if phone is None:
            return Outcome.NOT_A_PHONE
        code = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}d}"
        key = secrets.token_hex(8)
        with self._sessions.begin() as session:
            repository = PhoneRepository(session)
            repository.lock_writing()
            if self._is_over_limit(repository, person, phone):
                return Outcome.TOO_MANY
            # Counted before it is sent: who dies in between sends less, never more.
            repository.add_code(self._code_row(person, phone, code))
        try:
            self._sms.send(phone, self._text.replace("{code}", code), key)
        except BackendUnavailable as error:
            log.error("sms.not_sent", reason=str(error))
            return Outcome.NOT_SENT
        return Outcome.SENT

    def check_code(self, person: str, typed: str) -> Outcome:
        """Take the code that ``person`` typed; the right one proves the phone, once."""
        digits = "".join(char for char in typed if char.isdecimal())
        with self._sessions.begin() as session:
            repository = PhoneRepository(session)
            repository.lock_writing()
            row = repository.latest_code(person)
            if row is None or not row.code_hash or row.expires_at <= self._now():
                return Outcome.EXPIRED
            row.tries += 1
            if not hmac.compare_digest(row.code_hash, self._code_hash(row.phone_hash, digits)):
                if row.tries >= _MOST_TRIES:
                    row.code_hash, row.sealed = "", b""
                    return Outcome.EXPIRED
                return Outcome.WRONG
            phone = self._cipher.open(row.sealed)
            row.code_hash, row.sealed = "", b""
            self._verify(repository, person, phone, VerifiedBy.SMS)
            return Outcome.LINKED

    def people_of(self, person: str) -> list[str]:
        """All channel identities of the citizen behind ``person``, who is the first."""
        with self._sessions() as session:
            repository = PhoneRepository(session)
            own = repository.of(person)
            if own is None or own.ask_again:
                return [person]
            rows = repository.with_hash(own.phone_hash)
        return [person, *(row.person for row in rows if row.person != person)]

    def must_ask_again(self, person: str) -> bool:
        """Whether the phone of ``person`` was proved elsewhere, and this proof is old."""
        with self._sessions() as session:
            row = PhoneRepository(session).of(person)
        return row is not None and row.ask_again

    def phone_of(self, person: str) -> str | None:
        """The phone (E.164) of ``person``, where its proof counts."""
        with self._sessions() as session:
            row = PhoneRepository(session).of(person)
        return self._cipher.open(row.sealed) if row and not row.ask_again else None

    def numbers_of(self, person: str) -> set[str]:
        """Every phone that is kept of ``person``, proved or not."""
        with self._sessions() as session:
            repository = PhoneRepository(session)
            rows = (repository.of(person), repository.latest_code(person))
        return {self._cipher.open(row.sealed) for row in rows if row is not None and row.sealed}

    def unlink(self, person: str) -> int:
        """Forget the phone of ``person``; how many there were."""
        with self._sessions.begin() as session:
            return PhoneRepository(session).unlink(person)

    def count(self, person: str) -> int:
        """How many phones and codes are kept of ``person``."""
        with self._sessions() as session:
            return PhoneRepository(session).count(person)

    def show(self, person: str) -> Shown:
        """The phone of ``person``, mostly hidden: whoever holds the file may be another."""
        with self._sessions() as session:
            row = PhoneRepository(session).of(person)
        if row is None:
            return []
        phone = shown(self._cipher.open(row.sealed))
        return [{"phone": phone, "by": row.verified_by, "at": row.verified_at}]

    def forget(self, person: str) -> int:
        """Delete the phone of ``person``, and let no code name them; how many things."""
        with self._sessions.begin() as session:
            repository = PhoneRepository(session)
            return repository.unlink(person) + repository.disown_codes(person)

    def forget_before(self, when: datetime) -> int:
        """Delete phones proved before ``when``, and codes that count for no limit any more."""
        with self._sessions.begin() as session:
            repository = PhoneRepository(session)
            codes = repository.forget_codes_before(self._now() - _DAY)
            return codes + repository.forget_phones_before(when)

    def _verify(self, repository: PhoneRepository, person: str, phone: str, by: VerifiedBy) -> None:
        row = VerifiedPhoneRow(
            person=person,
            phone_hash=keyed(self._keys.phone, phone),
            sealed=self._cipher.seal(phone),
            verified_by=by.value,
            verified_at=self._now(),
            ask_again=False,
        )
        repository.ask_others_again(row, self._now() - self._limits.ask_again_after)
        repository.keep(row)

    def _is_over_limit(self, repository: PhoneRepository, person: str, phone: str) -> bool:
        since = self._now() - _DAY
        most = self._limits.codes_a_day
        to_phone = repository.sent_since(since, phone_hash=keyed(self._keys.phone, phone))
        return to_phone >= most or repository.sent_since(since, person=person) >= most

    def _code_row(self, person: str, phone: str, code: str) -> PhoneCodeRow:
        phone_hash = keyed(self._keys.phone, phone)
        return PhoneCodeRow(
            person=person,
            phone_hash=phone_hash,
            sealed=self._cipher.seal(phone),
            code_hash=self._code_hash(phone_hash, code),
            sent_at=self._now(),
            expires_at=self._now() + _LIFETIME,
        )

    def _code_hash(self, phone_hash: str, code: str) -> str:
        return keyed(self._keys.code, f"{phone_hash}:{code}")
