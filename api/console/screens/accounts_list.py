"""The list of accounts: columns and filters."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import ColumnElement

from api.console.listing import ChoiceFilter, Column, Listing, TextFilter
from api.console.navigation import HOME
from api.staff.places import Places
from api.staff.record import State, state_of
from api.staff.repository import grants_of
from api.staff.roles import Role
from api.staff.tables import StaffAccountRow, StaffRoleGrantRow

PATH = f"{HOME}/accounts"
_Row = StaffAccountRow


def accounts_listing(places: Places) -> Listing[StaffAccountRow]:
    """The list of accounts, with the names of ``places``."""
    return Listing(
        name="accounts",
        title="Tài khoản cán bộ",
        columns=_columns(places),
        filters=(
            TextFilter("q", "Tìm tên", _Row.search_text),
            ChoiceFilter("role", "Vai trò", {r.value: r.label for r in Role}, _by("role")),
            ChoiceFilter("department", "Sở, ngành", places.departments, _by("department")),
            ChoiceFilter("ward", "Phường, xã", places.wards, _by("ward")),
            ChoiceFilter("state", "Tình trạng", {s.value: s.label for s in State}, _in_state),
        ),
        sort="name",
        tie=_Row.id,
        empty="Không có tài khoản nào như vậy.",
    )


def _columns(places: Places) -> tuple[Column[StaffAccountRow], ...]:
    return (
        Column("name", "Họ tên", lambda row: row.full_name, _Row.sort_name, _address, wide=True),
        Column("username", "Tên đăng nhập", lambda row: row.username, _Row.username),
        Column("position", "Chức vụ", lambda row: row.position, shown=False),
        Column("roles", "Vai trò", lambda row: _roles(row, places)),
        Column(
            "state",
            "Tình trạng",
            lambda row: state_of(row).label,
            mark=lambda row: f"state-{state_of(row).value}",
        ),
        Column(
            "second_factor",
            "Mã xác thực",
            lambda row: "Đã thiết lập" if row.totp_secret else "Chưa",
            shown=False,
        ),
        Column(
            "last_sign_in",
            "Đăng nhập cuối",
            lambda row: row.last_sign_in_at,
            _Row.last_sign_in_at,
        ),
    )


def _address(row: StaffAccountRow) -> str:
    return f"{PATH}/{row.id}"


def _roles(row: StaffAccountRow, places: Places) -> str:
    return "; ".join(f"{g.role.label} ({places.describe(g.scope)})" for g in grants_of(row))


def _by(column: str) -> Callable[[str], ColumnElement[bool]]:
    held = getattr(StaffRoleGrantRow, column)
    return lambda value: _Row.grants.any(held == value)


def _in_state(value: str) -> ColumnElement[bool]:
    if value == State.DISABLED:
        return _Row.disabled_at.is_not(None)
    waits = _Row.password_hash.is_(None)
    return _Row.disabled_at.is_(None) & (waits if value == State.WAITING else ~waits)
