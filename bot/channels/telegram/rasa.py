"""Telegram as ``credentials.yml`` names it."""

from __future__ import annotations

from bot.channels.base.rasa_channel import RasaMessagingChannel
from bot.channels.channel import MessagingChannel
from bot.channels.telegram.channel import TelegramChannel


class TelegramInput(RasaMessagingChannel):
    """``bot.channels.telegram.rasa.TelegramInput:`` in ``credentials.yml``."""

    @classmethod
    def name(cls) -> str:
        return TelegramChannel.name

    @classmethod
    def make(cls) -> MessagingChannel:
        return TelegramChannel.from_environment()
