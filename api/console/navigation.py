"""Where a member of staff may go: one table, read by the menu and by the home page."""

from __future__ import annotations

from dataclasses import dataclass

from api.staff.roles import Permission
from api.staff.signin.sessions import Identity

HOME = "/console"
SIGN_IN = f"{HOME}/sign-in"


@dataclass(frozen=True)
class Screen:
    """A screen: address, name, what it is for, and who may open it."""

    path: str
    title: str
    about: str
    icon: str
    permission: Permission | None = None


SCREENS = (
    Screen(HOME, "Trang chính", "Việc anh/chị làm được ở đây.", "home"),
    Screen(
        f"{HOME}/inbox",
        "Hộp thư",
        "Người dân cần gặp cán bộ: nhận, trả lời, chuyển, kết thúc.",
        "inbox",
        Permission.INBOX_READ,
    ),
    Screen(
        f"{HOME}/petitions",
        "Phản ánh, kiến nghị",
        "Đọc, chuyển đơn vị, trả lời; xuất tệp cho 1022.",
        "flag",
        Permission.INBOX_READ,
    ),
    Screen(
        f"{HOME}/feedback",
        "Đánh giá câu trả lời",
        "Câu trả lời nào có ích, câu nào người dân chê và vì sao.",
        "thumb",
        Permission.KNOWLEDGE_READ,
    ),
    Screen(
        f"{HOME}/accounts",
        "Tài khoản cán bộ",
        "Thêm cán bộ, cấp và thu hồi vai trò, khóa tài khoản.",
        "people",
        Permission.ACCOUNTS_READ,
    ),
    Screen(
        f"{HOME}/channels",
        "Kênh trò chuyện",
        "Tạm ngừng hoặc mở lại Zalo, Telegram; lời báo khi tạm ngừng.",
        "channel",
        Permission.CHANNELS_MANAGE,
    ),
    Screen(
        f"{HOME}/outbox",
        "Tin gửi đi",
        "Tin chủ động gửi người dân: đã gửi, đang chờ, không gửi được.",
        "send",
        Permission.CHANNELS_MANAGE,
    ),
    Screen(
        f"{HOME}/privacy",
        "Dữ liệu cá nhân",
        "Yêu cầu xóa dữ liệu của người dân: biên nhận, đã xóa đến đâu.",
        "shield",
        Permission.PRIVACY_MANAGE,
    ),
    Screen(
        f"{HOME}/audit",
        "Nhật ký",
        "Ai đã làm gì, lúc nào; ai đã xem dữ liệu cá nhân.",
        "list",
        Permission.AUDIT_READ,
    ),
    Screen(
        f"{HOME}/me",
        "Tài khoản của tôi",
        "Mật khẩu, mã xác thực, các phiên đang đăng nhập.",
        "person",
    ),
)


def screens_for(who: Identity) -> list[Screen]:
    """The screens that ``who`` may open."""
    return [s for s in SCREENS if s.permission is None or who.may(s.permission)]
