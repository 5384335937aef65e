"""States, reasons and deliveries of requests in words."""

from __future__ import annotations

from api.handover.reading import Delivery
from api.handover.schemas import Author, Outcome, Reason, State
from api.handover.tables import HandoverRow
from api.outbox.schemas import State as SendState

STATES = {State.WAITING: "Đang chờ", State.TAKEN: "Đang trả lời", State.CLOSED: "Đã kết thúc"}
REASONS = {
    Reason.ASKED: "Xin gặp người",
    Reason.ANGRY: "Bức xúc",
    Reason.MISUNDERSTOOD: "Trợ lý không hiểu",
    Reason.SENSITIVE: "Nhạy cảm",
}
OUTCOMES = {
    Outcome.ANSWERED: "Đã trả lời xong",
    Outcome.KNOWLEDGE_GAP: "Kho tri thức còn thiếu",
    Outcome.OTHER: "Khác",
    Outcome.CITIZEN_LEFT: "Người dân quay lại trợ lý",
    Outcome.FORGOTTEN: "Dữ liệu đã xóa theo yêu cầu",
}
# What an officer may choose.
CLOSINGS = {
    key.value: OUTCOMES[key] for key in (Outcome.ANSWERED, Outcome.KNOWLEDGE_GAP, Outcome.OTHER)
}
CHANNELS = {"zalo": "Zalo", "telegram": "Telegram", "web": "Trang web"}
AUTHORS = {
    Author.CITIZEN: "Người dân",
    Author.OFFICER: "Cán bộ",
    Author.ASSISTANT: "Trợ lý",
    Author.NOTE: "Ghi chú nội bộ",
    Author.SYSTEM: "Hệ thống",
}
KINDS = {
    "image": "Ảnh",
    "file": "Tệp",
    "location": "Vị trí",
    "contact": "Số liên hệ",
    "sticker": "Nhãn dán",
    "voice": "Tin thoại",
    "video": "Video",
}
_DELIVERIES = {
    SendState.WAITING: "Đang chờ gửi",
    SendState.SENDING: "Đang gửi",
    SendState.SENT: "Đã gửi",
    SendState.DEAD: "Không gửi được",
}
_FAILURES = {
    "channel.no_push": "kênh này không nhận tin chủ động",
    "person.unreachable": "không liên lạc được với người dân",
    "person.forgotten": "dữ liệu đã xóa theo yêu cầu",
}
_STATE_MARKS = {
    State.WAITING: "state-waiting",
    State.TAKEN: "state-active",
    State.CLOSED: "state-over",
}


def state_name(row: HandoverRow) -> str:
    """The state of a request in words."""
    return STATES[State(row.state)]


def state_mark(row: HandoverRow) -> str:
    """The class of the style sheet for a state."""
    return _STATE_MARKS[State(row.state)]


def reason_name(row: HandoverRow) -> str:
    """Why a person was needed, in words."""
    return REASONS[Reason(row.reason)]


def outcome_name(row: HandoverRow) -> str:
    """How a request ended, in words."""
    return OUTCOMES[Outcome(row.outcome)] if row.outcome else ""


def channel_name(row: HandoverRow) -> str:
    """Where the citizen writes."""
    return CHANNELS.get(row.channel, row.channel)


def delivery_name(delivery: Delivery) -> str:
    """What became of an answer, in words; an unknown reason is shown as it is."""
    told = _DELIVERIES[SendState(delivery.state)]
    if delivery.state != SendState.DEAD.value or not delivery.reason:
        return told
    return f"{told}: {_FAILURES.get(delivery.reason, delivery.reason)}"


def delivery_mark(delivery: Delivery) -> str:
    """The class of the style sheet for it."""
    marks = {SendState.SENT: "state-active", SendState.DEAD: "state-disabled"}
    return marks.get(SendState(delivery.state), "state-waiting")
