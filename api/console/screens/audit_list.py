"""The audit log as a list: columns, filters, and acts in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from api.audit.tables import AuditEntryRow
from api.console.listing import ChoiceFilter, Column, DateFilter, Listing, TextFilter
from api.console.navigation import HOME
from api.staff.roles import Role
from api.staff.scopes import ALL

PATH = f"{HOME}/audit"
_Row = AuditEntryRow

_ACTIONS = {
    "account.activate": "Kích hoạt tài khoản",
    "account.change_password": "Đổi mật khẩu",
    "account.create": "Tạo tài khoản",
    "account.describe": "Sửa họ tên, chức vụ",
    "account.disable": "Khóa tài khoản",
    "account.enable": "Mở lại tài khoản",
    "account.enrol_second_factor": "Thiết lập mã xác thực",
    "account.grant": "Cấp vai trò",
    "account.read": "Xem tài khoản",
    "account.renew_recovery_codes": "Tạo lại mã dự phòng",
    "account.reset": "Đặt lại mật khẩu",
    "account.revoke": "Thu hồi vai trò",
    "accounts.export": "Xuất danh sách tài khoản",
    "accounts.list": "Xem danh sách tài khoản",
    "audit.export": "Xuất nhật ký",
    "audit.list": "Xem nhật ký",
    "audit.read": "Xem một mục nhật ký",
    "channel.switch": "Tạm ngừng, mở lại kênh",
    "handover.answer": "Trả lời người dân",
    "handover.close": "Kết thúc yêu cầu",
    "handover.note": "Ghi chú nội bộ",
    "handover.read": "Đọc một yêu cầu",
    "handover.release": "Trả lại yêu cầu",
    "handover.take": "Nhận yêu cầu",
    "handover.transfer": "Chuyển yêu cầu",
    "handovers.export": "Xuất danh sách hộp thư",
    "handovers.list": "Xem danh sách hộp thư",
    "outbox.export": "Xuất danh sách tin gửi đi",
    "outbox.list": "Xem danh sách tin gửi đi",
    "outbox.read": "Xem một tin gửi đi",
    "outbox.retry": "Gửi lại tin",
    "feedback.export": "Xuất đánh giá câu trả lời",
    "feedback.list": "Xem đánh giá câu trả lời",
    "petition.answer": "Trả lời phản ánh",
    "petition.assign": "Chuyển phản ánh",
    "petition.close": "Kết thúc phản ánh",
    "petition.export": "Xuất phản ánh cho 1022",
    "petition.read": "Xem một phản ánh",
    "petition.take": "Nhận xử lý phản ánh",
    "petitions.export": "Xuất danh sách phản ánh",
    "petitions.list": "Xem danh sách phản ánh",
    "privacy.delete": "Yêu cầu xóa dữ liệu một người",
    "privacy.export": "Xuất danh sách yêu cầu xóa dữ liệu",
    "privacy.list": "Xem danh sách yêu cầu xóa dữ liệu",
    "privacy.read": "Xem một yêu cầu xóa dữ liệu",
    "privacy.show": "Xem dữ liệu một người",
    "session.close": "Đăng xuất",
    "session.close_all": "Đăng xuất mọi nơi",
    "session.open": "Đăng nhập",
    "session.refuse": "Đăng nhập sai",
}


_FIELDS = {
    "by": "bằng",
    "characters": "số chữ",
    "contact": "kèm điện thoại",
    "department": "sở, ngành",
    "device": "thiết bị",
    "enabled": "được dùng",
    "filters": "bộ lọc",
    "full_name": "họ tên",
    "grants": "vai trò",
    "kind": "loại tệp",
    "message": "tin",
    "messages": "số tin",
    "notice": "lời báo",
    "officer": "cán bộ",
    "outcome": "kết quả",
    "numbers": "số phản ánh",
    "page": "trang",
    "password": "mật khẩu",
    "position": "chức vụ",
    "proof": "cách xác minh",
    "reason": "lý do",
    "role": "vai trò",
    "rows": "số dòng",
    "second_factor": "mã xác thực",
    "state": "tình trạng",
    "step": "bước",
    "ward": "phường, xã",
}


_VALUES = {role.value: role.label for role in Role} | {
    ALL: "tất cả",
    "authenticator": "ứng dụng xác thực",
    "recovery code": "mã dự phòng",
    "enrolment": "thiết lập mã xác thực",
    "activation": "mã kích hoạt",
    "confirmation": "xác nhận lại",
    "code": "mã xác thực",
    "void": "đã hủy",
    "kept": "giữ nguyên",
    "idle": "hết giờ",
    "by hand": "tự bấm",
    "from another device": "từ máy khác",
}


def field_name(field: str) -> str:
    """A changed field in words; one without words is shown as it is."""
    return _FIELDS.get(field, field)


def action_name(action: str) -> str:
    """An act in words; one without words is shown as it is."""
    return _ACTIONS.get(action, action)


def audit_listing(actions: Iterable[str]) -> Listing[AuditEntryRow]:
    """The list of the audit log, with the acts that have happened as choices."""
    named = {action: action_name(action) for action in actions}
    choices = dict(sorted(named.items(), key=lambda item: item[1]))
    return Listing(
        name="audit",
        title="Nhật ký",
        columns=_COLUMNS,
        filters=(
            TextFilter("actor", "Người làm", _Row.actor, folded=False),
            ChoiceFilter("action", "Việc", choices, lambda value: _Row.action == value),
            TextFilter("object", "Đối tượng", _Row.object_id, folded=False),
            DateFilter("from", "Từ ngày", _Row.at),
            DateFilter("to", "Đến ngày", _Row.at, until=True),
        ),
        sort="seq",
        tie=_Row.seq,
        descending=True,
        empty="Không có mục nhật ký nào như vậy.",
    )


def told(values: Mapping[str, Any] | None) -> str:
    """Fields in one line."""
    return "; ".join(f"{field_name(key)}: {plain(value)}" for key, value in (values or {}).items())


def plain(value: Any) -> str:
    """A kept value in one line."""
    if isinstance(value, Mapping):
        return "{" + told(value) + "}"
    if isinstance(value, list):
        return ", ".join(plain(item) for item in value) or "–"
    if isinstance(value, bool):
        return "có" if value else "không"
    return "–" if value in (None, "") else _VALUES.get(str(value), str(value))


_COLUMNS: tuple[Column[AuditEntryRow], ...] = (
    Column("seq", "Số", lambda row: row.seq, _Row.seq, lambda row: f"{PATH}/{row.seq}"),
    Column("at", "Lúc", lambda row: row.at, _Row.at),
    Column("actor", "Người làm", lambda row: row.actor, _Row.actor),
    Column("action", "Việc", lambda row: action_name(row.action), _Row.action),
    Column("object", "Đối tượng", lambda row: row.object_id, _Row.object_id),
    Column("before", "Trước", lambda row: told(row.before), shown=False),
    Column("after", "Sau", lambda row: told(row.after), shown=False),
    Column("address", "Địa chỉ mạng", lambda row: row.address, _Row.address),
    Column("hash", "Dấu niêm", lambda row: row.hash, shown=False),
)
