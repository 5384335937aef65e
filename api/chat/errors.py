"""Errors of the web chat.

::

    OriginRefused   origin.refused
    ImageRefused    image.refused
    TooManyImages   image.too_many
"""

from __future__ import annotations

from knowledge_base.errors import InvalidInput, MotcuaError


class OriginRefused(MotcuaError):
    """A page that is not in ``MOTCUA_WIDGET_ORIGINS`` holds the widget."""

    code = "origin.refused"
    http_status = 403
    message_vi = "Trang này chưa được phép dùng trợ lý. Anh/chị vui lòng gọi 1022."


class ImageRefused(InvalidInput):
    """What was sent is no picture that we take."""

    code = "image.refused"
    message_vi = "Ảnh này em chưa nhận được. Anh/chị gửi ảnh chụp (JPG, PNG hoặc WebP) khác nhé."


class TooManyImages(InvalidInput):
    """A conversation holds as many pictures as it may."""

    code = "image.too_many"
    http_status = 429
    message_vi = "Anh/chị đã gửi nhiều ảnh rồi. Vui lòng viết thêm bằng chữ hoặc gọi 1022."
