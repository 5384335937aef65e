"""My account: password, authenticator, recovery codes, sessions."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from api.console.faults import ConsoleRoute, message_of
from api.console.ids import RowId
from api.console.navigation import HOME, SIGN_IN
from api.console.page import leave, page
from api.staff.access import browser_of, cookies_of, signed_in, staff_of
from api.staff.errors import WeakPassword
from api.staff.passwords import SHORTEST
from api.staff.signin.sessions import Identity, Stage
from knowledge_base.errors import MotcuaError

router = APIRouter(route_class=ConsoleRoute, prefix="/me")
Text = Annotated[str, Form(max_length=256)]
_HERE = f"{HOME}/me"


@router.get("")
def show_own_account(request: Request, who: Annotated[Identity, signed_in()]) -> Response:
    """Everything about one's own account."""
    return _show(request, who)


@router.post("/password")
def change_password(
    request: Request,
    who: Annotated[Identity, signed_in()],
    current: Text = "",
    password: Text = "",
    repeated: Text = "",
) -> Response:
    """Take another password; every other session ends."""
    try:
        if password != repeated:
            raise WeakPassword("not repeated", "Hai lần nhập mật khẩu mới chưa giống nhau.")
        browser = browser_of(request, who.username)
        token = staff_of(request).own.change_password(who, current, password, browser)
    except MotcuaError as error:
        return _show(request, who, error)
    notice = "Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc."
    response = leave(request, _HERE, notice)
    cookies_of(request).keep_session(response, token)
    return response


@router.post("/recovery-codes")
def renew_recovery_codes(
    request: Request, who: Annotated[Identity, signed_in(confirmed=True)]
) -> Response:
    """New recovery codes, shown once."""
    codes = staff_of(request).own.renew_recovery_codes(who)
    crumbs = [(_HERE, "Tài khoản của tôi")]
    return page(request, "recovery_codes.html", who, "Mã dự phòng", crumbs=crumbs, codes=codes)


@router.post("/sessions/{session_id}/end")
def end_session(
    request: Request, who: Annotated[Identity, signed_in()], session_id: RowId
) -> Response:
    """End one of one's own sessions."""
    ended = staff_of(request).own.sign_out_one(who, session_id)
    notice = "Đã kết thúc phiên đăng nhập." if ended else "Phiên đăng nhập đó đã hết từ trước."
    return leave(request, _HERE, notice, "done" if ended else "info")


@router.post("/sign-out-everywhere")
def sign_out_everywhere(request: Request, who: Annotated[Identity, signed_in()]) -> Response:
    """End every session of this account, this one too."""
    staff_of(request).own.sign_out_everywhere(who)
    response = leave(request, SIGN_IN, "Anh/chị đã đăng xuất trên mọi thiết bị.")
    cookies_of(request).forget_session(response)
    return response


def _show(request: Request, who: Identity, error: MotcuaError | None = None) -> Response:
    own = staff_of(request).own.show(who)
    places = request.app.state.places
    return page(
        request,
        "own_account.html",
        who,
        "Tài khoản của tôi",
        crumbs=[(_HERE, "Tài khoản của tôi")],
        status=error.http_status if error else 200,
        error=message_of(error) if error else "",
        account=own.account,
        sessions=[item for item in own.sessions if item.stage == Stage.FULL.value],
        codes_left=own.recovery_codes_left,
        roles=[(grant.role.label, places.describe(grant.scope)) for grant in who.grants],
        shortest=SHORTEST,
    )
