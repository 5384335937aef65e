"""All queries on phones and codes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.orm import Session

from api.privacy.phones.tables import PhoneCodeRow, VerifiedPhoneRow


class PhoneRepository:
    """Reads and writes phones; the caller commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock_writing(self) -> None:
        """SQLite has no row locks: take its one writer's lock before reading."""
        if self._session.get_bind().dialect.name == "sqlite":
            self._session.execute(text("BEGIN IMMEDIATE"))

    def of(self, person: str) -> VerifiedPhoneRow | None:
        """The phone of ``person``."""
        return self._session.get(VerifiedPhoneRow, person)

    def with_hash(self, phone_hash: str) -> Sequence[VerifiedPhoneRow]:
        """Everybody with that phone whose proof still counts, oldest first."""
        query = select(VerifiedPhoneRow).where(
            VerifiedPhoneRow.phone_hash == phone_hash, VerifiedPhoneRow.ask_again.is_(False)
        )
        return self._session.scalars(query.order_by(VerifiedPhoneRow.verified_at)).all()

    def keep(self, row: VerifiedPhoneRow) -> None:
        """Keep the phone of a person in place of an earlier one."""
        self._session.merge(row)

    def ask_others_again(self, row: VerifiedPhoneRow, before: datetime) -> int:
        """Let proofs of others for the phone of ``row``, older than ``before``, count no more."""
        changed = self._session.execute(
            update(VerifiedPhoneRow)
            .where(
                VerifiedPhoneRow.phone_hash == row.phone_hash,
                VerifiedPhoneRow.person != row.person,
                VerifiedPhoneRow.verified_at < before,
                VerifiedPhoneRow.ask_again.is_(False),
            )
            .values(ask_again=True)
        )
        return int(changed.rowcount)  # type: ignore[attr-defined]

    def add_code(self, row: PhoneCodeRow) -> None:
        """Keep one code."""
        self._session.add(row)

    def latest_code(self, person: str) -> PhoneCodeRow | None:
        """The code that was sent to ``person`` last; nobody else changes it until the commit."""
        query = select(PhoneCodeRow).where(PhoneCodeRow.person == person)
        query = query.order_by(PhoneCodeRow.id.desc()).limit(1).with_for_update()
        return self._session.scalars(query).one_or_none()

    def sent_since(self, when: datetime, *, person: str = "", phone_hash: str = "") -> int:
        """How many codes were sent to a person, or to a phone, since ``when``."""
        query = select(func.count()).where(PhoneCodeRow.sent_at > when)
        if person:
            query = query.where(PhoneCodeRow.person == person)
        if phone_hash:
            query = query.where(PhoneCodeRow.phone_hash == phone_hash)
        return self._session.scalar(query) or 0

    def count(self, person: str) -> int:
        """How many phones and codes are kept of ``person``."""
        phones = select(func.count()).where(VerifiedPhoneRow.person == person)
        codes = select(func.count()).where(PhoneCodeRow.person == person)
        return (self._session.scalar(phones) or 0) + (self._session.scalar(codes) or 0)

    def unlink(self, person: str) -> int:
        """Delete the phone of ``person``; how many."""
        gone = self._session.execute(
            delete(VerifiedPhoneRow)
            .where(VerifiedPhoneRow.person == person)
            .returning(VerifiedPhoneRow.person)
        )
        return len(gone.all())

    def disown_codes(self, person: str) -> int:
        """Let no code name ``person`` or hold a phone; how many did."""
        changed = self._session.execute(
            update(PhoneCodeRow)
            .where(PhoneCodeRow.person == person)
            .values(person="", sealed=b"", code_hash="")
        )
        return int(changed.rowcount)  # type: ignore[attr-defined]

    def forget_codes_before(self, when: datetime) -> int:
        """Delete codes sent before ``when``; how many."""
        gone = self._session.execute(
            delete(PhoneCodeRow).where(PhoneCodeRow.sent_at < when).returning(PhoneCodeRow.id)
        )
        return len(gone.all())

    def forget_phones_before(self, when: datetime) -> int:
        """Delete phones proved before ``when``; how many."""
        gone = self._session.execute(
            delete(VerifiedPhoneRow)
            .where(VerifiedPhoneRow.verified_at < when)
            .returning(VerifiedPhoneRow.person)
        )
        return len(gone.all())
