"""Switches of the fake Telegram."""

from __future__ import annotations

from tests.fakes.common.control import Settings

# Telegram's own pauses are not documented; these grow to a minute and last for hours.
RETRY_PAUSES_S = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, *(60.0,) * 60)


class TelegramSettings(Settings):
    """Who the bot is, and how Telegram behaves towards it.

    Attributes:
        per_second: messages a second over all chats; None: no limit.
        per_chat_per_second: messages a second to one chat; None: no limit.
        per_group_per_minute: messages a minute to one group; None: no limit.
        callback_life_s: how long a tap may wait for its answer.
        needs_https: take only webhooks that Telegram itself would take.
        retry_factor: what the pauses between tries are multiplied with.
        answer_within_s: patience with the webhook.
    """

    token: str = "700100200:FAKE-token_of-a-bot-for-tests-0001"
    username: str = "motcua_thu_bot"
    first_name: str = "Một cửa thử"
    per_second: int | None = 30
    per_chat_per_second: int | None = None
    per_group_per_minute: int | None = 20
    callback_life_s: float = 900.0
    needs_https: bool = False
    retry_factor: float = 0.02
    answer_within_s: float = 10.0

    @property
    def bot_id(self) -> int:
        """The number before the token's colon."""
        return int(self.token.split(":", 1)[0])
