"""Petitions as a list: columns, filters, and states in words."""

from __future__ import annotations

from sqlalchemy.orm import InstrumentedAttribute

from api.console.listing import ChoiceFilter, Column, DateFilter, Listing
from api.console.navigation import HOME
from api.petitions.catalogue import Catalogue
from api.petitions.handling import scope_of
from api.petitions.schemas import State
from api.petitions.service import Petitions
from api.petitions.tables import PetitionRow
from api.staff.places import Places
from knowledge_base.entities import hide_personal

PATH = f"{HOME}/petitions"
CHANNELS = {"zalo": "Zalo", "telegram": "Telegram", "rest": "Trang web"}
_Row = PetitionRow
_MARKS = {State.ANSWERED: "state-active", State.CLOSED: "state-active", State.NEW: "state-disabled"}
_EXPORTED = {"yes": "Đã xuất", "no": "Chưa xuất"}


def state_name(row: PetitionRow) -> str:
    """The state of a petition in words."""
    return State(row.state).label


def mark_of(row: PetitionRow) -> str:
    """The class of the style sheet for a state."""
    return _MARKS.get(State(row.state), "state-waiting")


def petitions_listing(catalogue: Catalogue, places: Places) -> Listing[PetitionRow]:
    """The list of petitions; what was said is not in it."""
    return Listing(
        name="petitions",
        title="Phản ánh, kiến nghị",
        columns=_columns(catalogue, places),
        filters=(
            ChoiceFilter(
                "state",
                "Tình trạng",
                {state.value: state.label for state in State},
                lambda value: _Row.state == value,
            ),
            _by("kind", "Hình thức", catalogue.kinds, _Row.kind),
            _by("category", "Loại việc", catalogue.categories, _Row.category),
            _by("channel", "Kênh", CHANNELS, _Row.channel),
            _by("department", "Sở, ngành", places.departments, _Row.department),
            _by("ward", "Phường, xã", places.wards, _Row.ward),
            ChoiceFilter(
                "exported",
                "Gửi 1022",
                _EXPORTED,
                lambda value: (
                    _Row.exported_at.is_not(None) if value == "yes" else _Row.exported_at.is_(None)
                ),
            ),
            DateFilter("from", "Từ ngày", _Row.created_at),
            DateFilter("to", "Đến ngày", _Row.created_at, until=True),
        ),
        sort="number",
        tie=_Row.id,
        descending=True,
        empty="Không có phản ánh nào như vậy.",
    )


def export_listing(petitions: Petitions, places: Places, *, contact: bool) -> Listing[PetitionRow]:
    """The file for 1022; ``docs/petitions.md`` says what stands in each column."""
    catalogue = petitions.catalogue

    def words(text: str) -> str:
        # People write their number into the story too.
        return text if contact else hide_personal(text)

    columns: list[Column[PetitionRow]] = [
        Column("number", "Số", lambda row: row.number),
        Column("created", "Gửi lúc", lambda row: row.created_at),
        Column("kind", "Hình thức", lambda row: catalogue.kinds.get(row.kind, row.kind)),
        Column("category", "Loại việc", lambda row: _category(catalogue, row)),
        Column("text", "Nội dung", lambda row: words(petitions.content(row).text)),
        Column("place", "Nơi xảy ra", lambda row: words(petitions.content(row).place)),
        Column("unit", "Đơn vị giải quyết", lambda row: places.describe(scope_of(row))),
        Column("photos", "Số hình", lambda row: row.photos),
        Column("channel", "Kênh", lambda row: CHANNELS.get(row.channel, row.channel)),
        Column("state", "Tình trạng", state_name),
        Column("answer", "Trả lời", lambda row: words(petitions.content(row).answer)),
        Column("answered", "Trả lời lúc", lambda row: row.answered_at),
    ]
    if contact:
        columns.append(Column("phone", "Điện thoại", lambda row: petitions.content(row).phone))
    return Listing(
        name="phan-anh-1022",
        title="Phản ánh, kiến nghị",
        columns=columns,
        filters=(),
        sort="number",
        tie=_Row.id,
    )


def _columns(catalogue: Catalogue, places: Places) -> tuple[Column[PetitionRow], ...]:
    return (
        Column("number", "Số", lambda row: row.number, _Row.id, _address),
        Column("state", "Tình trạng", state_name, _Row.state, mark=mark_of),
        Column("kind", "Hình thức", lambda row: catalogue.kinds.get(row.kind, row.kind)),
        Column("category", "Loại việc", lambda row: _category(catalogue, row), _Row.category),
        Column("unit", "Đơn vị", lambda row: places.describe(scope_of(row)), wide=True),
        Column("channel", "Kênh", lambda row: CHANNELS.get(row.channel, row.channel), _Row.channel),
        Column("photos", "Hình", lambda row: row.photos, _Row.photos, shown=False),
        Column("officer", "Người xử lý", lambda row: row.officer, _Row.officer),
        Column("created", "Gửi lúc", lambda row: row.created_at, _Row.created_at),
        Column("answered", "Trả lời lúc", lambda row: row.answered_at, _Row.answered_at),
        Column(
            "exported", "Xuất cho 1022", lambda row: row.exported_at, _Row.exported_at, shown=False
        ),
    )


def _address(row: PetitionRow) -> str:
    return f"{PATH}/{row.id}"


def _category(catalogue: Catalogue, row: PetitionRow) -> str:
    return catalogue.categories.get(row.category, row.category)


def _by(
    key: str, label: str, choices: dict[str, str], column: InstrumentedAttribute[str]
) -> ChoiceFilter:
    return ChoiceFilter(key, label, choices, lambda value: column == value)
