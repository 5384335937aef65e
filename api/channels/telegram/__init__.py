"""Taking the Telegram bot live; updates and messages are `bot/channels/telegram`."""
