"""Settings of going live with Telegram, from the environment (prefix ``TELEGRAM_``)."""

from __future__ import annotations

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class TelegramAppSettings(BaseSettings):
    """What the command line needs of Telegram; ``docs/telegram.md`` documents each."""

    model_config = SettingsConfigDict(env_prefix="TELEGRAM_", env_file=None, extra="ignore")

    token: SecretStr = Field(SecretStr(""), description="Token of the bot, from @BotFather.")
    secret_token: SecretStr = Field(
        SecretStr(""), description="Secret that every update must carry; we choose it."
    )
    api_base: str = Field(
        "https://api.telegram.org", description="Address of Telegram's API, without `/bot`."
    )
    webhook_url: str = Field(
        "", description="Public address of `/webhooks/telegram/webhook` on Rasa's port."
    )

    def missing(self) -> list[str]:
        """Names of what is not set, as the environment calls it."""
        named = {
            "TELEGRAM_TOKEN": self.token.get_secret_value(),
            "TELEGRAM_SECRET_TOKEN": self.secret_token.get_secret_value(),
            "TELEGRAM_WEBHOOK_URL": self.webhook_url,
        }
        return [name for name, value in named.items() if not value.strip()]
