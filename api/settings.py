"""All settings. Each is read from the environment; ``docs/settings.md`` documents each."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.outbox.quiet_hours import PATTERN

ROOT = Path(__file__).resolve().parent.parent
_SHORTEST_KEY = 32
_ORIGIN = re.compile(r"https?://[a-zA-Z0-9.-]+(:\d{1,5})?")


class Settings(BaseSettings):
    """Settings of the API, the command line and the supervisor (prefix ``MOTCUA_``)."""

    model_config = SettingsConfigDict(env_prefix="MOTCUA_", env_file=None, extra="ignore")

    host: str = Field("127.0.0.1", description="Address on which the API listens.")
    port: int = Field(8000, ge=1, le=65535, description="Port of the API and the web chat.")
    rasa_port: int = Field(5005, ge=1, le=65535, description="Port of Rasa, on loopback.")
    actions_port: int = Field(
        5055, ge=1, le=65535, description="Port of the action server, on loopback."
    )
    state_dir: Path = Field(
        Path("var"), description="Folder of all state: database, index, trackers, secrets, logs."
    )
    models_dir: Path = Field(
        Path("models"), description="Folder of what set-up builds: the encoder and Rasa's model."
    )
    database_url: str | None = Field(
        None, description="SQLAlchemy URL; unset, SQLite in the state folder."
    )
    encoder: str = Field(
        "built-in",
        description="Sentence encoder: `built-in`, or any sentence-transformers name or path.",
    )
    service_token: SecretStr | None = Field(
        None,
        description="Token between our processes; unset, made once and kept in the state folder.",
    )
    session_secret: SecretStr | None = Field(
        None, description="Key that signs web chat sessions; unset, made once and kept."
    )
    cipher_secret: SecretStr | None = Field(
        None,
        description="Key that encrypts personal data at rest; unset, made once and kept. "
        "Without it the inbox and the vault cannot be read again.",
    )
    vault_minutes: int = Field(
        30, ge=1, le=1440, description="Minutes for which an action may read a masked number."
    )
    pause_minutes: int = Field(
        30,
        ge=1,
        le=1440,
        description="Minutes for which the assistant is silent after an officer wrote.",
    )
    quiet_hours: str = Field(
        "21:00-07:00",
        pattern=PATTERN,
        description="When people get no unasked messages but urgent ones, by the clock of the "
        "city; empty, never.",
    )
    deletion_delay_s: float = Field(
        20.0,
        ge=0,
        le=3600,
        description="Seconds between a person's request to be forgotten and the deletion, so "
        "that the answer with the receipt is out.",
    )
    sms: Literal["off", "http", "sandbox"] = Field(
        "off",
        description="What sends one-time codes: nothing, a gateway, or a file for trials.",
    )
    sms_url: str | None = Field(None, description="Address of the gateway of short messages.")
    sms_key: SecretStr | None = Field(
        None, description="Key of the gateway, sent as `Authorization: Bearer`."
    )
    sms_body: str = Field(
        '{"to":"{phone}","text":"{text}","id":"{key}"}',
        description="JSON that the gateway takes, with `{phone}`, `{text}` and `{key}` in it.",
    )
    phone_codes_a_day: int = Field(
        5, ge=1, le=50, description="Codes a day to one phone, and for one person."
    )
    phone_link_days: int = Field(
        180,
        ge=1,
        le=3650,
        description="Days after which a proof of a phone counts no more once somebody else "
        "proves the same phone.",
    )
    staff_secret: SecretStr | None = Field(
        None,
        description=(
            "Protects staff's second factor and the audit log; unset, made once and kept. "
            "Without it neither can be read or checked again."
        ),
    )
    staff_idle_minutes: int = Field(
        20, ge=1, le=480, description="Minutes without activity after which staff are signed out."
    )
    staff_session_hours: int = Field(
        10, ge=1, le=24, description="Longest session of staff, in hours."
    )
    staff_confirm_minutes: int = Field(
        10, ge=1, le=120, description="Minutes for which a password counts for administration."
    )
    public_url: str | None = Field(
        None, description="Address under which staff reach the console; unset, host and port."
    )
    max_text_length: int = Field(
        2000, ge=100, description="Longest citizen message, in characters."
    )
    max_body_bytes: int = Field(65536, ge=1024, description="Largest request body, in bytes.")
    person_rate: str = Field(
        "20/minute", description="Messages of one person, in the notation of `limits`."
    )
    address_rate: str = Field(
        "120/minute", description="Public requests from one address, in the notation of `limits`."
    )
    sign_in_rate: str = Field(
        "20/minute", description="Sign-in attempts from one address, in the notation of `limits`."
    )
    trust_proxy: bool = Field(
        False, description="Take the caller's address from X-Forwarded-For (behind nginx only)."
    )
    rasa_timeout_s: float = Field(
        8.0, gt=0, description="Longest wait of the web chat for Rasa, in seconds."
    )
    widget_origins: str | None = Field(
        None,
        description="Origins of the pages that may hold the chat widget, separated by commas.",
    )
    user_token_algorithm: Literal["HS256", "RS256"] = Field(
        "HS256", description="How the portal (or VNeID) signs the tokens of its users."
    )
    user_token_key: SecretStr | None = Field(
        None,
        description="Key for these tokens: HS256, the shared secret (32 bytes at least); "
        "RS256, the public key in PEM. Unset, everybody is anonymous.",
    )
    user_token_issuer: str | None = Field(
        None, description="`iss` that these tokens must carry; unset, any."
    )
    user_token_audience: str = Field("motcua", description="`aud` that these tokens must carry.")
    chat_history_hours: int = Field(
        24, ge=1, le=168, description="Hours for which a web conversation can be shown again."
    )
    image_max_bytes: int = Field(
        8_388_608, ge=65536, le=33_554_432, description="Largest picture of a citizen, in bytes."
    )
    file_max_bytes: int = Field(
        16_777_216, ge=65536, le=20_971_520, description="Largest document of a citizen, in bytes."
    )
    media_hours: int = Field(
        24,
        ge=1,
        le=168,
        description="Hours for which pictures and documents of citizens stay, unless a feature "
        "keeps them.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Least severe log line to write."
    )
    log_format: Literal["console", "json"] = Field(
        "console", description="Log lines for people or for machines."
    )

    @field_validator("widget_origins")
    @classmethod
    def _are_origins(cls, value: str | None) -> str | None:
        for part in (value or "").split(","):
            if part.strip() and not _ORIGIN.fullmatch(part.strip()):
                raise ValueError(f"{part.strip()} is no origin; write https://example.vn")
        return value

    @model_validator(mode="after")
    def _key_is_long_enough(self) -> Self:
        key = self.user_token_key.get_secret_value() if self.user_token_key else None
        is_shared = self.user_token_algorithm.startswith("HS")
        if key is not None and is_shared and len(key.encode()) < _SHORTEST_KEY:
            raise ValueError(f"MOTCUA_USER_TOKEN_KEY has fewer than {_SHORTEST_KEY} bytes")
        return self

    @property
    def state(self) -> Path:
        """The state folder, absolute."""
        return (ROOT / self.state_dir).resolve()

    @property
    def models(self) -> Path:
        """The folder of built models, absolute."""
        return (ROOT / self.models_dir).resolve()

    @property
    def encoder_dir(self) -> Path:
        """Where the built-in encoder lies."""
        return self.models / "encoder"

    @property
    def index_dir(self) -> Path:
        """Where the search index lies; ``current`` in it points at the version that serves."""
        return self.state / "index"

    @cached_property
    def sqlalchemy_url(self) -> str:
        """The database's URL."""
        return self.database_url or f"sqlite:///{self.state / 'motcua.db'}"

    @property
    def console_url(self) -> str:
        """Where staff sign in."""
        base = self.public_url or f"http://{self.host}:{self.port}"
        return f"{base.rstrip('/')}/console"

    @property
    def widget_origin_list(self) -> tuple[str, ...]:
        """``widget_origins``, one by one."""
        return tuple(
            part.strip() for part in (self.widget_origins or "").split(",") if part.strip()
        )

    @property
    def media_dir(self) -> Path:
        """Where pictures and documents of citizens lie, sealed, until they expire."""
        return self.state / "media"

    @property
    def rasa_url(self) -> str:
        """Base address of Rasa."""
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def actions_url(self) -> str:
        """Base address of the action server."""
        return f"http://127.0.0.1:{self.actions_port}"

    @property
    def api_url(self) -> str:
        """Base address of the API as seen from this machine."""
        return f"http://127.0.0.1:{self.port}"
