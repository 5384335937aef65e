"""Errors of what people send.

::

    MediaRefused       media.refused
    └─ ImageRefused    image.refused
    TooManyMedia       media.too_many
    MediaTooLarge      media.too_large
"""

from __future__ import annotations

from knowledge_base.errors import InvalidInput, TextTooLong


class MediaRefused(InvalidInput):
    """What was sent is neither a picture nor a document that we take."""

    code = "media.refused"
    message_vi = "Tệp này em chưa nhận được. Anh/chị gửi ảnh chụp, tệp PDF hoặc Word, Excel nhé."


class ImageRefused(MediaRefused):
    """What was sent is no picture that we take."""

    code = "image.refused"
    message_vi = "Ảnh này em chưa nhận được. Anh/chị gửi ảnh chụp (JPG, PNG hoặc WebP) khác nhé."


class TooManyMedia(InvalidInput):
    """A person has sent as much as we hold of one at once."""

    code = "media.too_many"
    http_status = 429
    message_vi = "Anh/chị đã gửi nhiều ảnh rồi. Vui lòng viết thêm bằng chữ hoặc gọi 1022."


class MediaTooLarge(TextTooLong):
    """What was sent is over the limit of its kind."""

    code = "media.too_large"
    message_vi = "Tệp này nặng quá. Anh/chị gửi tệp nhẹ hơn hoặc chụp ảnh giúp em nhé."
