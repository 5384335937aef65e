"""Zalo as ``credentials.yml`` names it."""

from __future__ import annotations

from bot.channels.base.rasa_channel import RasaMessagingChannel
from bot.channels.channel import MessagingChannel
from bot.channels.zalo.channel import ZaloChannel


class ZaloInput(RasaMessagingChannel):
    """``bot.channels.zalo.rasa.ZaloInput:`` in ``credentials.yml``."""

    @classmethod
    def name(cls) -> str:
        return ZaloChannel.name

    @classmethod
    def make(cls) -> MessagingChannel:
        return ZaloChannel.from_environment()
