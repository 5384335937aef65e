"""Phones that people proved to be theirs, and codes on their way."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from knowledge_base.store.tables import Base, UtcDateTime


class VerifiedPhoneRow(Base):
    """The phone of one channel identity. Identities with one ``phone_hash`` are one citizen.

    ``ask_again``: the number was proved elsewhere long after; numbers change hands, so this
    one counts no more until it is proved again.
    """

    __tablename__ = "verified_phones"

    person: Mapped[str] = mapped_column(String(200), primary_key=True)
    phone_hash: Mapped[str] = mapped_column(String(32), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    verified_by: Mapped[str] = mapped_column(String(16))
    verified_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ask_again: Mapped[bool] = mapped_column(default=False)


class PhoneCodeRow(Base):
    """One code that was sent. ``sealed`` (the phone) is emptied once the code is of no use.

    ``person`` is emptied when they are forgotten; the hash of the phone stays for a day, so
    that nobody floods a phone by asking to be forgotten.
    """

    __tablename__ = "phone_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(String(200), index=True)
    phone_hash: Mapped[str] = mapped_column(String(32), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    code_hash: Mapped[str] = mapped_column(String(32))
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
