"""Errors of motcua. Every error has a stable code that programs may rely on.

::

    MotcuaError                         motcua.error
    ├── InvalidInput                    input.invalid
    │   ├── TextTooLong                 input.too_long
    │   └── SeedError                   seed.invalid
    ├── NotFound                        not_found
    │   └── ProcedureNotFound           procedure.not_found
    ├── Unauthorised                    auth.required
    ├── RateLimited                     limit.reached
    ├── ImportFailed                    import.failed
    ├── IndexUnavailable                index.unavailable
    ├── EncoderUnavailable              encoder.unavailable
    ├── BackendUnavailable              backend.unavailable
    └── SetupFailed                     setup.failed

``str(error)`` is for the log and the terminal (English). ``message_vi`` tells a
citizen, in Vietnamese, what to do next. This module is clean for Python 3.10.
"""

from __future__ import annotations

from typing import ClassVar


class MotcuaError(Exception):
    """Base of all errors; ``code`` is stable, ``http_status`` is how the API answers."""

    code: ClassVar[str] = "motcua.error"
    http_status: ClassVar[int] = 500
    message_vi: ClassVar[str] = (
        "Hệ thống đang gặp trục trặc. Anh/chị vui lòng thử lại sau ít phút hoặc gọi 1022."
    )


class InvalidInput(MotcuaError):
    """The request cannot be understood as it is."""

    code = "input.invalid"
    http_status = 422
    message_vi = "Nội dung gửi lên chưa đúng. Anh/chị vui lòng kiểm tra và gửi lại."


class TextTooLong(InvalidInput):
    """The text is longer than the limit in the settings."""

    code = "input.too_long"
    http_status = 413
    message_vi = "Tin nhắn dài quá. Anh/chị vui lòng viết ngắn lại, chỉ cần nêu việc cần làm."


class SeedError(InvalidInput):
    """A seed file is not a valid procedure."""

    code = "seed.invalid"


class NotFound(MotcuaError):
    """There is no such thing."""

    code = "not_found"
    http_status = 404
    message_vi = "Không tìm thấy nội dung này."


class ProcedureNotFound(NotFound):
    """No published procedure has this code."""

    code = "procedure.not_found"
    message_vi = "Không tìm thấy thủ tục có mã này. Anh/chị vui lòng kiểm tra lại mã."


class Unauthorised(MotcuaError):
    """The service token is missing or wrong."""

    code = "auth.required"
    http_status = 401
    message_vi = "Yêu cầu này cần được xác thực."


class RateLimited(MotcuaError):
    """Too many requests; ``retry_after`` is in whole seconds."""

    code = "limit.reached"
    http_status = 429
    message_vi = "Anh/chị gửi hơi nhanh. Vui lòng đợi một chút rồi gửi lại."

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ImportFailed(MotcuaError):
    """A file cannot be imported at all; nothing was changed."""

    code = "import.failed"
    http_status = 422


class IndexUnavailable(MotcuaError):
    """There is no search index yet, or it cannot be read."""

    code = "index.unavailable"
    http_status = 503


class EncoderUnavailable(MotcuaError):
    """The sentence encoder is not built or cannot be loaded."""

    code = "encoder.unavailable"
    http_status = 503


class BackendUnavailable(MotcuaError):
    """Another process of motcua did not answer."""

    code = "backend.unavailable"
    http_status = 503
    message_vi = "Hệ thống đang chậm. Anh/chị vui lòng thử lại sau ít phút hoặc gọi 1022."


class SetupFailed(MotcuaError):
    """A prerequisite is missing or a set-up step failed."""

    code = "setup.failed"
