"""The outbox as a list: columns, filters, and states in words."""

from __future__ import annotations

from api.console.listing import ChoiceFilter, Column, DateFilter, Listing, TextFilter
from api.console.navigation import HOME
from api.outbox.schemas import Outcome, Purpose, State
from api.outbox.tables import OutboxRow

PATH = f"{HOME}/outbox"
_Row = OutboxRow

_STATES = {
    State.DEAD: "Không gửi được",
    State.WAITING: "Đang chờ",
    State.SENDING: "Đang gửi",
    State.SENT: "Đã gửi",
}
_PURPOSES = {
    Purpose.REMINDER: "Nhắc hẹn",
    Purpose.STATUS_CHANGE: "Hồ sơ thay đổi",
    Purpose.OFFICER_REPLY: "Cán bộ trả lời",
    Purpose.NOTICE: "Thông báo",
}
_OUTCOMES = {
    Outcome.SENT: "Đã đến kênh",
    Outcome.TEMPORARY: "Lỗi tạm thời",
    Outcome.UNREACHABLE: "Không liên lạc được",
    Outcome.REFUSED: "Kênh từ chối",
}
_MARKS = {State.SENT: "state-active", State.DEAD: "state-disabled"}


def state_name(row: OutboxRow) -> str:
    """The state of a message in words."""
    return _STATES[State(row.state)]


def purpose_name(row: OutboxRow) -> str:
    """Why it is sent, in words."""
    return _PURPOSES[Purpose(row.purpose)]


def outcome_name(row: OutboxRow) -> str:
    """How the last try ended, in words."""
    return _OUTCOMES[Outcome(row.outcome)] if row.outcome else ""


def mark_of(row: OutboxRow) -> str:
    """The class of the style sheet for a state."""
    return _MARKS.get(State(row.state), "state-waiting")


def outbox_listing() -> Listing[OutboxRow]:
    """The list of messages."""
    return Listing(
        name="outbox",
        title="Tin gửi đi",
        columns=_COLUMNS,
        filters=(
            ChoiceFilter(
                "state",
                "Tình trạng",
                {key.value: text for key, text in _STATES.items()},
                lambda value: _Row.state == value,
            ),
            ChoiceFilter(
                "purpose",
                "Loại tin",
                {key.value: text for key, text in _PURPOSES.items()},
                lambda value: _Row.purpose == value,
            ),
            ChoiceFilter(
                "outcome",
                "Kết quả",
                {key.value: text for key, text in _OUTCOMES.items()},
                lambda value: _Row.outcome == value,
            ),
            TextFilter("person", "Người nhận", _Row.person, folded=False),
            DateFilter("from", "Từ ngày", _Row.created_at),
            DateFilter("to", "Đến ngày", _Row.created_at, until=True),
        ),
        sort="number",
        tie=_Row.id,
        descending=True,
        empty="Không có tin nào như vậy.",
    )


_COLUMNS: tuple[Column[OutboxRow], ...] = (
    Column("number", "Số", lambda row: row.id, _Row.id, lambda row: f"{PATH}/{row.id}"),
    Column("state", "Tình trạng", state_name, _Row.state, mark=mark_of),
    Column("purpose", "Loại tin", purpose_name, _Row.purpose),
    Column("about", "Mẫu tin", lambda row: row.about, _Row.about, shown=False),
    Column("person", "Người nhận", lambda row: row.person, _Row.person),
    Column("outcome", "Kết quả", outcome_name, _Row.outcome),
    Column("reason", "Mã lỗi", lambda row: row.reason, _Row.reason),
    Column("attempts", "Số lần thử", lambda row: row.attempts, _Row.attempts),
    Column("doubled", "Có thể gửi lặp", lambda row: row.doubled, _Row.doubled, shown=False),
    Column("created", "Tạo lúc", lambda row: row.created_at, _Row.created_at),
    Column("not_before", "Gửi từ", lambda row: row.not_before, _Row.not_before, shown=False),
    Column("settled", "Xong lúc", lambda row: row.settled_at, _Row.settled_at),
)
