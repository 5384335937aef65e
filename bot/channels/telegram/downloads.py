"""Files that people sent, fetched from Telegram."""

from __future__ import annotations

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.channels.channel import FILE_LOST, FILE_TOO_LARGE, LARGEST_FILE, FetchFailed

_TOO_LARGE = "too big"


async def fetched(bot: Bot, file_id: str) -> bytes:
    """The file with Telegram's number ``file_id``.

    Raises:
        FetchFailed: it is too large, or cannot be had.
    """
    try:
        file = await bot.get_file(file_id)
        # A Bot API server of one's own tells of files of any size.
        if (file.file_size or 0) > LARGEST_FILE:
            raise FetchFailed(FILE_TOO_LARGE)
        return bytes(await file.download_as_bytearray())
    except BadRequest as error:
        too_large = _TOO_LARGE in error.message.lower()
        raise FetchFailed(FILE_TOO_LARGE if too_large else FILE_LOST, "refused") from None
    except TelegramError as error:
        # The name only: the address of a file holds the bot's token.
        raise FetchFailed(FILE_LOST, type(error).__name__) from None
