"""Settings of the Telegram channel, from the environment."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import Mapping
from urllib.parse import urlsplit

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_METHODS = "/bot"


class TelegramSettingsError(ValueError):
    """A setting has a value that cannot be; the text names it, never its value."""


@dataclass(frozen=True)
class TelegramSettings:
    """What the channel needs.

    Attributes:
        token: ``TELEGRAM_TOKEN`` of the bot; never printed.
        secret_token: ``TELEGRAM_SECRET_TOKEN``, which each update must carry; never printed.
        api_base: ``TELEGRAM_API_BASE``, without ``/bot``.
        per_second: ``TELEGRAM_PER_SECOND``, most messages of this process in a second.
        timeout_s: ``TELEGRAM_TIMEOUT_S``, seconds for each phase of a call.
        retry_pause_s: ``TELEGRAM_RETRY_PAUSE_S``, seconds before the second try; doubled for
            each further one.
        patience_s: ``TELEGRAM_PATIENCE_S``, most seconds of pauses in one turn's messages;
            a longer wait is left to the inbox, whose lease is a minute.
    """

    token: str = field(default="", repr=False)
    secret_token: str = field(default="", repr=False)
    api_base: str = "https://api.telegram.org"
    per_second: float = 25.0
    timeout_s: float = 10.0
    retry_pause_s: float = 0.5
    patience_s: float = 30.0

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> TelegramSettings:
        """Read the settings.

        Raises:
            TelegramSettingsError: one of them cannot be.
        """
        return cls(
            token=environment.get("TELEGRAM_TOKEN", "").strip(),
            secret_token=_secret(environment),
            api_base=_address(environment),
            per_second=_positive(environment, "TELEGRAM_PER_SECOND", cls.per_second),
            timeout_s=_positive(environment, "TELEGRAM_TIMEOUT_S", cls.timeout_s),
            retry_pause_s=_positive(environment, "TELEGRAM_RETRY_PAUSE_S", cls.retry_pause_s),
            patience_s=_positive(environment, "TELEGRAM_PATIENCE_S", cls.patience_s),
        )

    @property
    def is_configured(self) -> bool:
        """Whether updates can be proved and answered."""
        return bool(self.token and self.secret_token)

    @property
    def methods_base(self) -> str:
        """What the token is appended to."""
        return f"{self.api_base}{_METHODS}"

    @property
    def files_base(self) -> str:
        """The same for files."""
        return f"{self.api_base}/file{_METHODS}"


def _secret(environment: Mapping[str, str]) -> str:
    name = "TELEGRAM_SECRET_TOKEN"
    given = environment.get(name, "").strip()
    if given and not _SECRET.fullmatch(given):
        raise TelegramSettingsError(f"{name} is not 1 to 256 of A-Z, a-z, 0-9, _ and -")
    return given


def _address(environment: Mapping[str, str]) -> str:
    name = "TELEGRAM_API_BASE"
    given = (environment.get(name) or TelegramSettings.api_base).strip().rstrip("/")
    # Bot libraries write the address with this ending.
    given = given[: -len(_METHODS)] if given.endswith(_METHODS) else given
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise TelegramSettingsError(f"{name} is no http(s) address")
    return given


def _positive(environment: Mapping[str, str], name: str, default: float) -> float:
    given = environment.get(name, "").strip()
    if not given:
        return default
    try:
        number = float(given)
    except ValueError:
        raise TelegramSettingsError(f"{name} is no number") from None
    if not 0 < number < float("inf"):
        raise TelegramSettingsError(f"{name} is not above 0")
    return number
