"""Errors of staff accounts and of the console.

::

    MotcuaError
    ├── InvalidInput
    │   ├── WeakPassword            staff.password_weak
    │   ├── WrongCredentials        staff.credentials_wrong
    │   ├── AccountExists           staff.account_exists
    │   ├── BadUsername             staff.username_invalid
    │   ├── BadName                 staff.name_invalid
    │   ├── LastAdministrator       staff.last_administrator
    │   └── EditedMeanwhile         staff.edited_meanwhile
    ├── Unauthorised
    │   ├── SignInRequired          staff.sign_in_required
    │   └── ConfirmationRequired    staff.confirmation_required
    ├── Forbidden                   staff.forbidden
    │   └── ForgedRequest           staff.request_forged
    ├── AccountNotFound             staff.account_not_found
    └── SignInLocked                staff.sign_in_locked
"""

from __future__ import annotations

from knowledge_base.errors import InvalidInput, MotcuaError, NotFound, RateLimited, Unauthorised


class WeakPassword(InvalidInput):
    """The new password is too short or too easy to guess; ``reason_vi`` says which."""

    code = "staff.password_weak"
    message_vi = "Mật khẩu này dễ đoán. Anh/chị vui lòng chọn mật khẩu dài hơn, khó đoán hơn."

    def __init__(self, message: str, reason_vi: str) -> None:
        super().__init__(message)
        self.reason_vi = reason_vi


class WrongCredentials(InvalidInput):
    """Name, password or code do not fit; which of them is not told."""

    code = "staff.credentials_wrong"
    message_vi = "Thông tin đăng nhập chưa đúng. Anh/chị vui lòng kiểm tra và thử lại."


class AccountExists(InvalidInput):
    """The sign-in name is taken."""

    code = "staff.account_exists"
    http_status = 409
    message_vi = "Tên đăng nhập này đã có người dùng. Anh/chị vui lòng chọn tên khác."


class BadUsername(InvalidInput):
    """The sign-in name has letters that it may not have."""

    code = "staff.username_invalid"
    message_vi = "Tên đăng nhập gồm 3 đến 32 chữ thường không dấu, chữ số, dấu chấm, gạch nối."


class BadName(InvalidInput):
    """The person's name is missing, or a name is too long."""

    code = "staff.name_invalid"
    message_vi = "Họ tên không được để trống; họ tên và chức vụ dài nhất 120 ký tự."


class LastAdministrator(InvalidInput):
    """Nobody would be left who can run the accounts of the whole city."""

    code = "staff.last_administrator"
    http_status = 409
    message_vi = "Đây là quản trị viên toàn thành phố cuối cùng nên không bỏ được."


class EditedMeanwhile(InvalidInput):
    """Somebody else changed the record after the form was opened."""

    code = "staff.edited_meanwhile"
    http_status = 409
    message_vi = "Người khác vừa sửa tài khoản này. Anh/chị vui lòng xem lại rồi lưu lần nữa."


class SignInRequired(Unauthorised):
    """There is no session, or it has ended."""

    code = "staff.sign_in_required"
    message_vi = "Anh/chị vui lòng đăng nhập để tiếp tục."


class ConfirmationRequired(Unauthorised):
    """Administration asks for password and code once more."""

    code = "staff.confirmation_required"
    message_vi = "Việc quản trị cần anh/chị xác nhận lại mật khẩu."


class Forbidden(MotcuaError):
    """Signed in, and not entitled to this."""

    code = "staff.forbidden"
    http_status = 403
    message_vi = "Tài khoản của anh/chị không có quyền làm việc này."


class ForgedRequest(Forbidden):
    """The form does not come from our own page."""

    code = "staff.request_forged"
    message_vi = "Trang đã cũ hoặc yêu cầu không hợp lệ. Anh/chị vui lòng tải lại trang."


class AccountNotFound(NotFound):
    """There is no such account, or it lies outside the administrator's scope."""

    code = "staff.account_not_found"
    message_vi = "Không tìm thấy tài khoản này."


class SignInLocked(RateLimited):
    """Too many wrong attempts; ``retry_after`` is in whole seconds."""

    code = "staff.sign_in_locked"
    message_vi = "Đăng nhập sai nhiều lần. Anh/chị vui lòng đợi rồi thử lại."
