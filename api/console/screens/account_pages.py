"""The pages of one account: a new one, its activation code, an existing one."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from api.console.faults import message_of
from api.console.page import page
from api.console.screens.accounts_list import PATH
from api.staff.access import staff_of
from api.staff.accounts import Activation
from api.staff.errors import AccountNotFound, Forbidden
from api.staff.operator import Operator
from api.staff.record import state_of
from api.staff.repository import AccountRepository, grants_of
from api.staff.roles import Permission, Role
from api.staff.signin.sessions import Identity
from api.staff.tables import StaffAccountRow
from knowledge_base.errors import MotcuaError

_LIST = (PATH, "Tài khoản cán bộ")


def operator(who: Identity) -> Operator:
    """``who`` as the one who runs accounts."""
    return Operator(who.actor, who.grants)


def seen_account(session: Session, who: Identity, account_id: int) -> StaffAccountRow:
    """An account that ``who`` may see.

    Raises:
        AccountNotFound: there is none, or not for them.
    """
    scopes = who.scopes(Permission.ACCOUNTS_READ)
    row = AccountRepository(session).seen(account_id, scopes)
    if row is None:
        raise AccountNotFound(f"no account {account_id} that {who.username} may see")
    return row


def new_account_page(
    request: Request,
    who: Identity,
    typed: dict[str, str] | None = None,
    error: MotcuaError | None = None,
) -> Response:
    """The form for a new account, with what was typed when it could not be taken."""
    empty = dict.fromkeys(("username", "full_name", "position", "role", "department", "ward"), "")
    return page(
        request,
        "account_new.html",
        who,
        "Thêm cán bộ",
        crumbs=[_LIST, (f"{PATH}/new", "Thêm cán bộ")],
        status=error.http_status if error else 200,
        error=message_of(error) if error else "",
        typed=empty | (typed or {}),
        choices=_choices(request),
    )


def activation_page(request: Request, who: Identity, activation: Activation) -> Response:
    """The activation code, shown this once."""
    return page(
        request,
        "activation.html",
        who,
        "Mã kích hoạt",
        crumbs=[_LIST, (f"{PATH}/{activation.account_id}", activation.username)],
        activation=activation,
        address=f"{request.app.state.settings.console_url}/activate",
    )


def account_page(
    request: Request,
    who: Identity,
    account_id: int,
    typed: dict[str, str] | None = None,
    error: MotcuaError | None = None,
) -> Response:
    """One account, with what can be done to it."""
    with staff_of(request).database() as session:
        row = seen_account(session, who, account_id)
        grants = grants_of(row)
    places = request.app.state.places
    kept = {"full_name": row.full_name, "position": row.position}
    return page(
        request,
        "account.html",
        who,
        row.full_name,
        crumbs=[_LIST, (f"{PATH}/{account_id}", row.full_name)],
        status=error.http_status if error else 200,
        error=message_of(error) if error else "",
        account=row,
        state=state_of(row),
        typed=kept | (typed or {}),
        grants=[(item, places.describe(item.scope)) for item in grants],
        may_manage=_may_manage(who, row),
        is_own=account_id == who.account_id,
        here=f"{PATH}/{account_id}",
        choices=_choices(request),
    )


def _may_manage(who: Identity, row: StaffAccountRow) -> bool:
    try:
        operator(who).check_reaches(grant.scope for grant in grants_of(row))
    except Forbidden:
        return False
    return True


def _choices(request: Request) -> dict[str, dict[str, Any]]:
    places = request.app.state.places
    return {
        "role": {role.value: role.label for role in Role},
        "department": {"": "Mọi sở, ngành", **places.departments},
        "ward": {"": "Mọi phường, xã", **places.wards},
    }
