"""Lists: what the address says, what the page counts and what the file has are the same."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from api.console.listing import (
    ChoiceFilter,
    Column,
    DateFilter,
    Listing,
    ListQuery,
    ListRepository,
    ListView,
    TextFilter,
)
from api.console.listing.export import export, harmless
from knowledge_base.store.tables import UtcDateTime

START = datetime(2026, 1, 1, tzinfo=UTC)


class _Base(DeclarativeBase):
    pass


class Thing(_Base):
    __tablename__ = "thing"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    folded: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime | None] = mapped_column(UtcDateTime)


LISTING: Listing[Thing] = Listing(
    name="things",
    title="Vật",
    columns=(
        Column("id", "Số", lambda row: row.id, Thing.id),
        Column("name", "Tên", lambda row: row.name, Thing.folded),
        Column("kind", "Loại", lambda row: row.kind),
        Column("at", "Lúc", lambda row: row.at, Thing.at, shown=False),
    ),
    filters=(
        TextFilter("q", "Tìm", Thing.folded),
        ChoiceFilter("kind", "Loại", {"a": "A", "b": "B"}, lambda value: Thing.kind == value),
        DateFilter("from", "Từ", Thing.at),
        DateFilter("to", "Đến", Thing.at, until=True),
    ),
    sort="name",
    tie=Thing.id,
)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    engine = create_engine(f"sqlite:///{tmp_path_factory.mktemp('list') / 'list.db'}")
    _Base.metadata.create_all(engine)
    names = ["Bánh chưng", "Áo dài", "100%", "a_b", "Xe đạp", "=1+1", "Nón lá"]
    folded = ["banh chung", "ao dai", "100%", "a_b", "xe dap", "=1+1", "non la"]
    with Session(engine) as opened:
        opened.add_all(
            Thing(
                id=number,
                name=names[number % 7],
                folded=folded[number % 7],
                kind="abc"[number % 3],
                at=START + timedelta(hours=6 * number) if number % 5 else None,
            )
            for number in range(1, 212)
        )
        opened.commit()
        yield opened
    engine.dispose()


def page(session: Session, **parameters: str):
    query = ListQuery.parse(LISTING, parameters)
    return ListRepository(session).page(select(Thing), LISTING, query)


def file(things: Iterable[Thing], kind: str) -> tuple[bytes, int]:
    written = export(LISTING, things, kind)
    with written.file:
        return written.file.read(), written.rows


def rows(session: Session, query: ListQuery) -> list[Thing]:
    return list(ListRepository(session).rows(select(Thing), LISTING, query))


parameters = st.fixed_dictionaries(
    {},
    optional={
        "q": st.sampled_from(["", "banh", "BÁNH Chưng", "%", "_", "zzz", "a", " "]),
        "kind": st.sampled_from(["a", "b", "c", "'; --", ""]),
        "from": st.sampled_from(["2026-01-10", "2026-13-01", "x", "0001-01-01", "9999-12-31"]),
        "to": st.sampled_from(["2026-01-20", "9999-12-31", "", "0001-01-01"]),
        "sort": st.sampled_from(["id", "-id", "name", "-name", "kind", "-at", "at", "x; DROP", ""]),
        "size": st.sampled_from(["25", "50", "100", "7", "-1", "1e9", "٣", ""]),
        "page": st.sampled_from(["1", "2", "3", "0", "-1", "99999999999", "x"]),
    },
)


@settings(max_examples=150, deadline=None)
@given(parameters)
def test_pages_one_after_another_are_the_file_row_by_row(
    session: Session, parameters: dict[str, str]
):
    first = page(session, **(parameters | {"page": "1"}))
    paged = [
        row.id
        for number in range(1, first.pages + 1)
        for row in page(session, **(parameters | {"page": str(number)})).rows
    ]
    whole = [row.id for row in rows(session, first.query)]
    assert paged == whole
    assert first.total == len(whole) == len(set(whole))
    read = csv.reader(io.StringIO(_csv(session, first.query)))
    assert [line[0] for line in read] == ["Số", *map(str, whole)]


@settings(max_examples=100, deadline=None)
@given(parameters)
def test_an_address_means_the_same_when_it_is_opened_again(parameters: dict[str, str]):
    query = ListQuery.parse(LISTING, parameters)
    address = query.address("/x", page=query.page)
    assert ListQuery.parse(LISTING, dict(parse_qsl(urlsplit(address).query))) == query


def test_filters_do_what_they_say(session: Session):
    assert {row.name for row in rows(session, _query(q="banh CHƯNG"))} == {"Bánh chưng"}
    assert {row.name for row in rows(session, _query(q="100%"))} == {"100%"}
    assert {row.name for row in rows(session, _query(q="a_"))} == {"a_b"}
    assert {row.name for row in rows(session, _query(q="a"))} == {"a_b", "Áo dài"}
    assert rows(session, _query(q="%")) == []
    assert {row.kind for row in rows(session, _query(kind="b"))} == {"b"}
    assert page(session, kind="c").total == 211
    day = rows(session, _query(**{"from": "2026-01-10", "to": "2026-01-10"}))
    # Midnight in the city is seven hours before midnight by the clock of the world.
    assert {row.at.isoformat()[:13] for row in day} <= {
        "2026-01-09T18", "2026-01-10T00", "2026-01-10T06", "2026-01-10T12"
    }  # fmt: skip
    assert len(day) >= 3


def test_nothing_stands_last_in_both_directions(session: Session):
    for sort in ("at", "-at"):
        found = [row.at for row in rows(session, _query(sort=sort))]
        assert None not in found[: -found.count(None)]


def test_a_page_too_far_is_the_last_one(session: Session):
    last = page(session, page="99")
    assert (last.query.page, last.pages, len(last.rows)) == (9, 9, 11)
    view = ListView(LISTING, last, "/things")
    assert (view.first, view.last, view.next) == (201, 211, None)
    empty = ListView(LISTING, page(session, q="zzz"), "/things")
    assert (empty.first, empty.last, empty.page.pages) == (0, 0, 1)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", " =1", "\t=1", "\r1", "＝1", "\n=1"])
def test_no_cell_becomes_a_formula(text: str):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Bánh", "1+1", "a=b", "'=1"])
def test_other_cells_stay_as_they_are(text: str):
    assert harmless(text) == text


def test_a_sheet_has_texts_numbers_and_times(session: Session, tmp_path: Path):
    query = _query(sort="id")
    content, count = file(rows(session, query), "xlsx")
    path = tmp_path / "things.xlsx"
    path.write_bytes(content)
    sheet = openpyxl.load_workbook(path).active
    cells = list(sheet.iter_rows())
    assert [cell.value for cell in cells[0]] == ["Số", "Tên", "Loại", "Lúc"]
    assert count == len(cells) - 1 == 211
    formula = next(row for row in cells[1:] if row[1].value == "=1+1")
    assert formula[1].data_type == "s"
    assert isinstance(formula[0].value, int)
    expected = (START + timedelta(hours=6) + timedelta(hours=7)).replace(tzinfo=None)
    assert cells[1][3].value == expected


def test_csv_opens_in_a_spreadsheet_with_its_letters(session: Session):
    written, _ = file(rows(session, _query()), "csv")
    assert written.startswith("\ufeffSố,Tên".encode())
    assert b"\r\n" in written


def test_control_characters_do_not_break_a_sheet(tmp_path: Path):
    odd = Thing(id=1, name="a\x00b\x0bc", kind="a", at=None)
    path = tmp_path / "odd.xlsx"
    path.write_bytes(file([odd], "xlsx")[0])
    assert openpyxl.load_workbook(path).active["B2"].value == "abc"


def _query(**parameters: str) -> ListQuery:
    return ListQuery.parse(LISTING, parameters)


def _csv(session: Session, query: ListQuery) -> str:
    return file(rows(session, query), "csv")[0].decode("utf-8-sig")
