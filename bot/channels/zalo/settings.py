"""Settings of the Zalo channel, from the environment."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from enum import Enum
from typing import Mapping, Tuple, Type, TypeVar
from urllib.parse import urlsplit

# Zalo's last try comes up to two hours after its first.
SHORTEST_FRESHNESS_S = 2 * 3600

# A name, or an origin with its scheme.
_HOST = re.compile(r"(?:https?://[a-z0-9.-]+(?::\d{1,5})?|[a-z0-9-]+(?:\.[a-z0-9-]+)+)")


class ZaloSettingsError(ValueError):
    """A setting has a value that cannot be; the text names it, never its value."""


class ButtonMode(str, Enum):
    """How choices are sent first; what Zalo refuses becomes numbered text."""

    BUTTONS = "buttons"
    LIST = "list"
    TEXT = "text"


class SignatureId(str, Enum):
    """Which id a signature begins with."""

    APP = "app"
    OA = "oa"
    BOTH = "both"


_Choice = TypeVar("_Choice", bound=Enum)


@dataclass(frozen=True)
class ZaloSettings:
    """What the channel needs; the app's secret and the tokens stay with the API.

    Attributes:
        app_id: ``ZALO_APP_ID``.
        oa_secret_key: ``ZALO_OA_SECRET_KEY`` of the webhook page; never printed.
        api_base: ``ZALO_API_BASE``, of openapi.
        business_base: ``ZALO_BUSINESS_BASE``, of template messages by phone.
        button_mode: ``ZALO_BUTTON_MODE``.
        signature_id: ``ZALO_SIGNATURE_ID``.
        freshness_s: ``ZALO_FRESHNESS_S``, seconds that an event's time may differ from
            ours; 0: any time.
        per_second: ``ZALO_PER_SECOND``, most calls of this process in a second.
        timeout_s: ``ZALO_TIMEOUT_S``, seconds for one call.
        retry_pause_s: ``ZALO_RETRY_PAUSE_S``, seconds before the second try; doubled for
            each further one.
        media_hosts: ``ZALO_MEDIA_HOSTS``, where pictures and files of people may lie; a name
            stands for its subdomains too.
    """

    app_id: str = ""
    oa_secret_key: str = field(default="", repr=False)
    api_base: str = "https://openapi.zalo.me"
    business_base: str = "https://business.openapi.zalo.me"
    button_mode: ButtonMode = ButtonMode.BUTTONS
    signature_id: SignatureId = SignatureId.BOTH
    freshness_s: float = 4 * 3600
    per_second: float = 10.0
    timeout_s: float = 10.0
    retry_pause_s: float = 0.5
    media_hosts: Tuple[str, ...] = ("zalo.me", "zaloapp.com", "zdn.vn")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> ZaloSettings:
        """Read the settings.

        Raises:
            ZaloSettingsError: one of them cannot be.
        """
        return cls(
            app_id=environment.get("ZALO_APP_ID", "").strip(),
            oa_secret_key=environment.get("ZALO_OA_SECRET_KEY", "").strip(),
            api_base=_address(environment, "ZALO_API_BASE", cls.api_base),
            business_base=_address(environment, "ZALO_BUSINESS_BASE", cls.business_base),
            button_mode=_choice(environment, "ZALO_BUTTON_MODE", ButtonMode, cls.button_mode),
            signature_id=_choice(environment, "ZALO_SIGNATURE_ID", SignatureId, cls.signature_id),
            freshness_s=_freshness(environment),
            per_second=_positive(environment, "ZALO_PER_SECOND", cls.per_second),
            timeout_s=_positive(environment, "ZALO_TIMEOUT_S", cls.timeout_s),
            retry_pause_s=_positive(environment, "ZALO_RETRY_PAUSE_S", cls.retry_pause_s),
            media_hosts=_hosts(environment, cls.media_hosts),
        )

    @property
    def is_configured(self) -> bool:
        """Whether events can be verified."""
        return bool(self.app_id and self.oa_secret_key)


def _address(environment: Mapping[str, str], name: str, default: str) -> str:
    given = (environment.get(name) or default).strip().rstrip("/")
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ZaloSettingsError(f"{name} is no http(s) address")
    return given


def _hosts(environment: Mapping[str, str], default: Tuple[str, ...]) -> Tuple[str, ...]:
    name = "ZALO_MEDIA_HOSTS"
    given = environment.get(name, "").lower().split(",")
    found = tuple(item.strip().rstrip("/") for item in given if item.strip())
    if not all(_HOST.fullmatch(item) for item in found):
        raise ZaloSettingsError(f"{name} holds something else than names and origins")
    return found or default


def _choice(
    environment: Mapping[str, str], name: str, kind: Type[_Choice], default: _Choice
) -> _Choice:
    given = environment.get(name, "").strip().lower()
    if not given:
        return default
    try:
        return kind(given)
    except ValueError:
        known = "|".join(item.value for item in kind)
        raise ZaloSettingsError(f"{name} is none of {known}") from None


def _number(environment: Mapping[str, str], name: str, default: float) -> float:
    given = environment.get(name, "").strip()
    if not given:
        return default
    try:
        return float(given)
    except ValueError:
        raise ZaloSettingsError(f"{name} is no number") from None


def _positive(environment: Mapping[str, str], name: str, default: float) -> float:
    number = _number(environment, name, default)
    if not 0 < number < float("inf"):
        raise ZaloSettingsError(f"{name} is not above 0")
    return number


def _freshness(environment: Mapping[str, str]) -> float:
    name = "ZALO_FRESHNESS_S"
    seconds = _number(environment, name, ZaloSettings.freshness_s)
    if seconds == 0:
        return 0.0
    if not SHORTEST_FRESHNESS_S <= seconds < float("inf"):
        raise ZaloSettingsError(
            f"{name} is neither 0 nor at least {SHORTEST_FRESHNESS_S}: late tries would be refused"
        )
    return seconds
