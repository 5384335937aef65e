"""What people think of answers: list and exports."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.console.faults import ConsoleRoute
from api.console.listing import ChoiceFilter, Column, DateFilter, Listing, TextFilter
from api.console.navigation import HOME
from api.console.screens.lists import export_list, show_list
from api.console.screens.petitions_list import CHANNELS
from api.feedback.repository import FeedbackRepository
from api.feedback.schemas import Rating
from api.feedback.service import Feedback
from api.feedback.tables import FeedbackRow
from api.staff.access import require, staff_of
from api.staff.roles import Permission
from api.staff.signin.sessions import Identity

PATH = f"{HOME}/feedback"
router = APIRouter(route_class=ConsoleRoute, prefix="/feedback")
# Those who mend the knowledge; words are shown with their numbers hidden.
Reader = Annotated[Identity, require(Permission.KNOWLEDGE_READ)]
_Row = FeedbackRow
_MARKS = {Rating.UP: "state-active", Rating.DOWN: "state-disabled"}


@router.get("")
def list_feedback(request: Request, who: Reader) -> Response:
    """Judgements, the youngest first."""
    return show_list(request, who, "feedback.html", *_listed(request), PATH)


@router.get(".{kind}")
def export_feedback(request: Request, who: Reader, kind: Literal["csv", "xlsx"]) -> Response:
    """The list as a file."""
    return export_list(request, who, *_listed(request), kind)


def _listed(request: Request) -> tuple[Any, Any]:
    with staff_of(request).database() as session:
        statement = FeedbackRepository(session).listed()
        return feedback_listing(request.app.state.feedback), statement


def feedback_listing(feedback: Feedback) -> Listing[FeedbackRow]:
    """The list of judgements."""
    return Listing(
        name="feedback",
        title="Đánh giá câu trả lời",
        columns=_columns(feedback),
        filters=(
            ChoiceFilter(
                "rating",
                "Đánh giá",
                {rating.value: rating.label for rating in Rating},
                lambda value: _Row.rating == value,
            ),
            ChoiceFilter("reason", "Lý do", feedback.reasons, lambda value: _Row.reason == value),
            TextFilter("code", "Mã thủ tục", _Row.code, folded=False),
            ChoiceFilter("channel", "Kênh", CHANNELS, lambda value: _Row.channel == value),
            DateFilter("from", "Từ ngày", _Row.created_at),
            DateFilter("to", "Đến ngày", _Row.created_at, until=True),
        ),
        sort="created",
        tie=_Row.id,
        descending=True,
        empty="Chưa có đánh giá nào như vậy.",
    )


def _columns(feedback: Feedback) -> tuple[Column[FeedbackRow], ...]:
    return (
        Column("created", "Lúc", lambda row: row.created_at, _Row.created_at),
        Column(
            "rating",
            "Đánh giá",
            lambda row: Rating(row.rating).label,
            _Row.rating,
            mark=lambda row: _MARKS[Rating(row.rating)],
        ),
        Column("reason", "Lý do", lambda row: feedback.reasons.get(row.reason or "", ""), None),
        Column("words", "Lời người dân", feedback.words, wide=True),
        Column("code", "Mã thủ tục", lambda row: row.code, _Row.code),
        Column("section", "Phần", lambda row: row.section, _Row.section),
        Column("topic", "Chủ đề", lambda row: row.topic, _Row.topic, shown=False),
        Column("status", "Kết quả", lambda row: row.status, _Row.status, shown=False),
        Column("channel", "Kênh", lambda row: CHANNELS.get(row.channel, row.channel), _Row.channel),
        Column("answer", "Câu trả lời", lambda row: row.answer, shown=False),
        Column("changed", "Sửa lúc", lambda row: row.changed_at, _Row.changed_at, shown=False),
    )
