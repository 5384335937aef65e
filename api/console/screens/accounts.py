"""Accounts of staff: list, create, describe, grant, revoke, disable, reset."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from api.audit import Change
from api.console.faults import ConsoleRoute, message_of
from api.console.ids import RowId
from api.console.page import leave
from api.console.screens.account_pages import (
    account_page,
    activation_page,
    new_account_page,
    operator,
    seen_account,
)
from api.console.screens.accounts_list import PATH, accounts_listing
from api.console.screens.lists import export_list, show_list
from api.staff.access import require, staff_of
from api.staff.accounts import Accounts
from api.staff.errors import Forbidden
from api.staff.repository import AccountRepository
from api.staff.roles import Permission, Role
from api.staff.scopes import Grant
from api.staff.signin.sessions import Identity
from knowledge_base.errors import InvalidInput, MotcuaError

router = APIRouter(route_class=ConsoleRoute, prefix="/accounts")
Reader = Annotated[Identity, require(Permission.ACCOUNTS_READ)]
Manager = Annotated[Identity, require(Permission.ACCOUNTS_MANAGE, confirmed=True)]
Text = Annotated[str, Form(max_length=256)]


@router.get("")
def list_accounts(request: Request, who: Reader) -> Response:
    """The accounts that the reader may see."""
    may_manage = who.may(Permission.ACCOUNTS_MANAGE)
    return show_list(
        request, who, "accounts.html", *_listed(request, who), PATH, may_manage=may_manage
    )


@router.get("/new")
def show_new(request: Request, who: Manager) -> Response:
    """The form for a new account."""
    return new_account_page(request, who)


@router.post("/new")
def create(
    request: Request,
    who: Manager,
    username: Text = "",
    full_name: Text = "",
    position: Text = "",
    role: Text = "",
    department: Text = "",
    ward: Text = "",
) -> Response:
    """Create an account; shows its activation code, once."""
    typed = {
        "username": username,
        "full_name": full_name,
        "position": position,
        "role": role,
        "department": department,
        "ward": ward,
    }
    try:
        grants = [_grant(request, role, department, ward)] if role else []
        activation = staff_of(request).accounts.create(
            operator(who), username, full_name, position, grants
        )
    except MotcuaError as error:
        return new_account_page(request, who, typed, error)
    return activation_page(request, who, activation)


@router.get(".{kind}")
def export_accounts(request: Request, who: Reader, kind: Literal["csv", "xlsx"]) -> Response:
    """The list as a file."""
    return export_list(request, who, *_listed(request, who), kind)


@router.get("/{account_id}")
def show_account(request: Request, who: Reader, account_id: RowId) -> Response:
    """One account."""
    staff = staff_of(request)
    with staff.database.begin() as session:
        row = seen_account(session, who, account_id)
        staff.audit.record(session, who.actor, Change("account.read", "account", row.username))
    return account_page(request, who, account_id)


@router.post("/{account_id}")
def describe(
    request: Request,
    who: Manager,
    account_id: RowId,
    full_name: Text = "",
    position: Text = "",
    version: Annotated[int, Form()] = 0,
) -> Response:
    """Change name and position."""
    try:
        staff_of(request).accounts.describe(operator(who), account_id, version, full_name, position)
    except InvalidInput as error:
        typed = {"full_name": full_name, "position": position}
        return account_page(request, who, account_id, typed, error)
    return leave(request, f"{PATH}/{account_id}", "Đã lưu.")


@router.post("/{account_id}/grant")
def grant(
    request: Request,
    who: Manager,
    account_id: RowId,
    role: Text = "",
    department: Text = "",
    ward: Text = "",
) -> Response:
    """Give a role."""
    wanted = _grant(request, role, department, ward)
    return _change(
        request,
        account_id,
        lambda accounts: accounts.grant(operator(who), account_id, wanted),
        f"Đã cấp vai trò {wanted.role.label}.",
    )


@router.post("/{account_id}/revoke")
def revoke(
    request: Request,
    who: Manager,
    account_id: RowId,
    role: Text = "",
    department: Text = "",
    ward: Text = "",
) -> Response:
    """Take a role back."""
    held = _grant(request, role, department, ward)
    return _change(
        request,
        account_id,
        lambda accounts: accounts.revoke(operator(who), account_id, held),
        f"Đã thu hồi vai trò {held.role.label}.",
    )


@router.post("/{account_id}/disable")
def disable(request: Request, who: Manager, account_id: RowId) -> Response:
    """Shut the account; its sessions end."""
    return _change(
        request,
        account_id,
        lambda accounts: accounts.disable(operator(who), account_id),
        "Đã khóa tài khoản và kết thúc các phiên đăng nhập.",
    )


@router.post("/{account_id}/enable")
def enable(request: Request, who: Manager, account_id: RowId) -> Response:
    """Open the account again."""
    return _change(
        request,
        account_id,
        lambda accounts: accounts.enable(operator(who), account_id),
        "Đã mở lại tài khoản.",
    )


@router.post("/{account_id}/reset")
def reset(request: Request, who: Manager, account_id: RowId, second_factor: Text = "") -> Response:
    """Void the password; shows a new activation code, once."""
    lost = second_factor == "yes"
    try:
        activation = staff_of(request).accounts.reset(operator(who), account_id, lost)
    except Forbidden as error:
        return leave(request, f"{PATH}/{account_id}", message_of(error), "alarm")
    return activation_page(request, who, activation)


def _change(
    request: Request, account_id: int, act: Callable[[Accounts], object], notice: str
) -> Response:
    address = f"{PATH}/{account_id}"
    try:
        act(staff_of(request).accounts)
    except (Forbidden, InvalidInput) as error:
        return leave(request, address, message_of(error), "alarm")
    return leave(request, address, notice)


def _listed(request: Request, who: Identity) -> tuple[Any, Any]:
    listing = accounts_listing(request.app.state.places)
    with staff_of(request).database() as session:
        return listing, AccountRepository(session).listed(who.scopes(Permission.ACCOUNTS_READ))


def _grant(request: Request, role: str, department: str, ward: str) -> Grant:
    if role not in {item.value for item in Role}:
        raise InvalidInput("no such role")
    return Grant(Role(role), request.app.state.places.scope(department, ward))
