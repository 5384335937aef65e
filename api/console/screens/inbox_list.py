"""Requests for a person as a list: columns and filters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.console.listing import ChoiceFilter, Column, DateFilter, Listing
from api.console.navigation import HOME
from api.console.screens.inbox_words import (
    CHANNELS,
    OUTCOMES,
    REASONS,
    STATES,
    channel_name,
    outcome_name,
    reason_name,
    state_mark,
    state_name,
)
from api.handover.officers import scope_of
from api.handover.tables import HandoverRow
from api.staff.places import Places
from api.staff.scopes import ALL

PATH = f"{HOME}/inbox"
_Row = HandoverRow
_SHARED = "Chung"


def inbox_listing(places: Places, username: str) -> Listing[HandoverRow]:
    """The list as ``username`` sees it: what has waited longest comes first."""
    return Listing(
        name="handovers",
        title="Hộp thư",
        columns=_columns(places),
        filters=(
            ChoiceFilter("state", "Tình trạng", _plain(STATES), lambda value: _Row.state == value),
            ChoiceFilter("reason", "Lý do", _plain(REASONS), lambda value: _Row.reason == value),
            ChoiceFilter("channel", "Kênh", CHANNELS, lambda value: _Row.channel == value),
            ChoiceFilter(
                "department",
                "Sở, ngành",
                {ALL: _SHARED, **places.departments},
                lambda value: _Row.department == value,
            ),
            ChoiceFilter(
                "ward",
                "Phường, xã",
                {ALL: _SHARED, **places.wards},
                lambda value: _Row.ward == value,
            ),
            ChoiceFilter(
                "mine", "Của ai", {"yes": "Tôi đang giữ"}, lambda value: _Row.officer == username
            ),
            ChoiceFilter(
                "outcome", "Kết quả", _plain(OUTCOMES), lambda value: _Row.outcome == value
            ),
            DateFilter("from", "Từ ngày", _Row.opened_at),
            DateFilter("to", "Đến ngày", _Row.opened_at, until=True),
        ),
        sort="state",
        tie=_Row.id,
        empty="Không có yêu cầu nào như vậy.",
    )


def _columns(places: Places) -> tuple[Column[HandoverRow], ...]:
    return (
        Column(
            "number",
            "Số",
            lambda row: row.number,
            _Row.id,
            lambda row: f"{PATH}/{row.number}",
            wide=True,
        ),
        Column("state", "Tình trạng", state_name, _Row.place, mark=state_mark),
        Column("reason", "Lý do", reason_name, _Row.reason),
        Column("channel", "Kênh", channel_name, _Row.channel),
        Column("place", "Nơi phụ trách", lambda row: places.describe(scope_of(row))),
        Column("officer", "Người giữ", lambda row: row.officer, _Row.officer),
        Column("heard", "Dân nhắn lúc", lambda row: row.heard_at, _Row.heard_at),
        Column(
            "promised",
            "Hẹn trả lời",
            lambda row: row.promised_at,
            _Row.promised_at,
            shown=False,
        ),
        Column("code", "Thủ tục", lambda row: row.code, _Row.code, shown=False),
        Column("opened", "Yêu cầu lúc", lambda row: row.opened_at, _Row.opened_at, shown=False),
        Column("taken", "Nhận lúc", lambda row: row.taken_at, _Row.taken_at, shown=False),
        Column("answered", "Trả lời lúc", lambda row: row.answered_at, shown=False),
        Column("closed", "Kết thúc lúc", lambda row: row.closed_at, _Row.closed_at, shown=False),
        Column("outcome", "Kết quả", outcome_name, _Row.outcome, shown=False),
    )


def _plain(labels: Mapping[Any, str]) -> dict[str, str]:
    return {key.value: text for key, text in labels.items()}
