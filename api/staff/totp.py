"""The second factor: six digits of an authenticator (RFC 6238), each good for one time only."""

from __future__ import annotations

import hmac
from datetime import datetime

import pyotp
import segno
from cryptography.fernet import Fernet, InvalidToken

from api.staff.errors import WrongCredentials

_ISSUER = "motcua"
_STEP_S = 30
# A phone's clock may be half a minute wrong.
_STEPS_AROUND = (0, -1, 1)
_OFFER_VALID_S = 15 * 60


class Authenticator:
    """Makes, keeps and checks authenticator secrets.

    Args:
        key: a Fernet key, for the secrets in the database.
    """

    def __init__(self, key: bytes) -> None:
        self._fernet = Fernet(key)

    def offer(self, account_id: int) -> str:
        """A new secret, sealed for the form that confirms it; nothing is stored meanwhile."""
        return self._fernet.encrypt(f"{account_id}:{pyotp.random_base32()}".encode()).decode()

    def take_offer(self, offer: str, account_id: int) -> str:
        """The secret of an offer.

        Raises:
            WrongCredentials: it is not ours, not for this account, or too old.
        """
        try:
            told = self._fernet.decrypt(offer.encode(), ttl=_OFFER_VALID_S).decode()
        except InvalidToken as error:
            raise WrongCredentials("offer of an authenticator secret") from error
        owner, _, secret = told.partition(":")
        if owner != str(account_id):
            raise WrongCredentials("offer of another account")
        return secret

    def keep(self, secret: str) -> str:
        """``secret`` as the database keeps it."""
        return self._fernet.encrypt(secret.encode()).decode()

    def step(self, kept: str, code: str, now: datetime) -> int | None:
        """The time step whose code this is, near ``now``; ``None`` when it is none."""
        return step_of(self._fernet.decrypt(kept.encode()).decode(), code, now)


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The time step of ``secret`` whose code this is; ``None`` when it is none."""
    typed = "".join(letter for letter in code if letter in "0123456789")
    totp = pyotp.TOTP(secret)
    for distance in _STEPS_AROUND:
        if hmac.compare_digest(totp.at(now, counter_offset=distance), typed):
            return int(now.timestamp()) // _STEP_S + distance
    return None


def qr_code(secret: str, username: str) -> str:
    """The secret as an SVG image to scan, black on white at any theme."""
    address = pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=_ISSUER)
    image = segno.make(address, error="m")
    return str(image.svg_inline(border=4, dark="#000", light="#fff", omitsize=True))
