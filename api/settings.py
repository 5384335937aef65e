"""All settings. Each is read from the environment; ``docs/settings.md`` documents each."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.outbox.quiet_hours import PATTERN

ROOT = Path(__file__).resolve().parent.parent


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
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Least severe log line to write."
    )
    log_format: Literal["console", "json"] = Field(
        "console", description="Log lines for people or for machines."
    )

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
