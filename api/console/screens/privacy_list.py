"""Requests for deletion as a list: columns, filters, and states in words."""

from __future__ import annotations

from api.console.listing import ChoiceFilter, Column, DateFilter, Listing
from api.console.navigation import HOME
from api.privacy.requests.schemas import AskedBy, RequestState, number_of
from api.privacy.requests.tables import PrivacyRequestRow

PATH = f"{HOME}/privacy"
TITLE = "Dữ liệu cá nhân"
_Row = PrivacyRequestRow

_STATES = {RequestState.OPEN: "Đang xóa", RequestState.DONE: "Đã xóa xong"}
_ASKED_BY = {
    AskedBy.PERSON: "Người dân nhắn",
    AskedBy.CHANNEL: "Rút quyền trên kênh",
    AskedBy.OFFICER: "Cán bộ, tại quầy",
    AskedBy.OPERATOR: "Người quản trị máy",
}


def state_name(row: PrivacyRequestRow) -> str:
    """The state of a request in words; one that fails somewhere says so."""
    if row.failing and row.state == RequestState.OPEN.value:
        return "Đang thử lại"
    return _STATES[RequestState(row.state)]


def asked_by_name(row: PrivacyRequestRow) -> str:
    """Who asked, in words."""
    return _ASKED_BY[AskedBy(row.asked_by)]


def mark_of(row: PrivacyRequestRow) -> str:
    """The class of the style sheet for a state."""
    if row.state == RequestState.DONE.value:
        return "state-active"
    return "state-disabled" if row.failing else "state-waiting"


def privacy_listing() -> Listing[PrivacyRequestRow]:
    """The list of requests."""
    return Listing(
        name="privacy",
        title=TITLE,
        columns=_COLUMNS,
        filters=(
            ChoiceFilter(
                "state",
                "Tình trạng",
                {key.value: text for key, text in _STATES.items()},
                lambda value: _Row.state == value,
            ),
            ChoiceFilter(
                "asked_by",
                "Ai yêu cầu",
                {key.value: text for key, text in _ASKED_BY.items()},
                lambda value: _Row.asked_by == value,
            ),
            DateFilter("from", "Từ ngày", _Row.asked_at),
            DateFilter("to", "Đến ngày", _Row.asked_at, until=True),
        ),
        sort="number",
        tie=_Row.id,
        descending=True,
        empty="Không có yêu cầu nào như vậy.",
    )


_COLUMNS: tuple[Column[PrivacyRequestRow], ...] = (
    Column("number", "Biên nhận", number_of, _Row.id, lambda row: f"{PATH}/{row.id}"),
    Column("state", "Tình trạng", state_name, _Row.state, mark=mark_of),
    Column("asked_by", "Ai yêu cầu", asked_by_name, _Row.asked_by),
    Column("asked", "Yêu cầu lúc", lambda row: row.asked_at, _Row.asked_at),
    Column("done", "Xong lúc", lambda row: row.done_at, _Row.done_at),
    Column("attempts", "Số lần thử", lambda row: row.attempts, _Row.attempts),
    Column("failing", "Chưa xóa được ở", lambda row: row.failing, shown=False),
)
