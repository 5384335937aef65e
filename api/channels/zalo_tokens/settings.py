"""Settings of Zalo's tokens and of going live, from the environment (prefix ``ZALO_``)."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class ZaloAppSettings(BaseSettings):
    """What only the API and the command line need of Zalo; ``docs/zalo.md`` documents each."""

    model_config = SettingsConfigDict(env_prefix="ZALO_", env_file=None, extra="ignore")

    app_id: str = Field("", description="Id of the app at Zalo.")
    app_secret: SecretStr = Field(
        SecretStr(""), description="Secret of the app; only the API reads it."
    )
    oa_secret_key: SecretStr = Field(
        SecretStr(""), description="Secret of the webhook page; signs events."
    )
    oauth_base: str = Field(
        "https://oauth.zaloapp.com", description="Address of Zalo's permissions and tokens."
    )
    api_base: str = Field("https://openapi.zalo.me", description="Address of Zalo's API.")
    callback_url: str = Field(
        "", description="Callback registered at Zalo; its page shows the code after consent."
    )
    web_root: Path | None = Field(
        None, description="Folder that the public domain serves; the domain's proof goes there."
    )

    @property
    def is_configured(self) -> bool:
        """Whether tokens can be had."""
        return bool(self.app_id and self.app_secret.get_secret_value())
