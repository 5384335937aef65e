"""Errors of the web chat.

::

    OriginRefused        origin.refused
    ConversationExpired  channel.expired
"""

from __future__ import annotations

from knowledge_base.errors import MotcuaError


class OriginRefused(MotcuaError):
    """A page that is not in ``MOTCUA_WIDGET_ORIGINS`` holds the widget."""

    code = "origin.refused"
    http_status = 403
    message_vi = "Trang này chưa được phép dùng trợ lý. Anh/chị vui lòng gọi 1022."


class ConversationExpired(MotcuaError):
    """The browser has not been here for as long as a conversation is shown."""

    code = "channel.expired"
    http_status = 410
    message_vi = "Cuộc trò chuyện này đã hết hạn."
