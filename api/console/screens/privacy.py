"""Requests for deletion: list, one request, and a new one for a person at the counter."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from api.audit import Change
from api.console.faults import ConsoleRoute
from api.console.ids import RowId
from api.console.page import leave, page
from api.console.screens.lists import export_list, show_list
from api.console.screens.privacy_list import (
    PATH,
    TITLE,
    asked_by_name,
    mark_of,
    privacy_listing,
    state_name,
)
from api.privacy.places import RECEIPTS
from api.privacy.requests.repository import RequestRepository
from api.privacy.requests.schemas import AskedBy, number_of
from api.privacy.requests.tables import PrivacyRequestRow
from api.privacy.service import Privacy
from api.staff.access import require, staff_of
from api.staff.roles import Permission
from api.staff.scopes import CITY, Scope
from api.staff.signin.sessions import Identity
from knowledge_base.errors import NotFound

router = APIRouter(route_class=ConsoleRoute, prefix="/privacy")
_PERSON = re.compile(r"[a-z]+:\S.{0,190}")
_PROOFS = {
    "chat": "Nhắn từ chính cuộc trò chuyện đó trước mặt cán bộ",
    "phone": "Có số điện thoại đã xác nhận trên kênh đó",
    "paper": "Giấy tờ và phiếu yêu cầu đã ký",
}


def _whole_city(request: Request) -> Scope:
    # A channel identity belongs to no department.
    return CITY


Reader = Annotated[Identity, require(Permission.PRIVACY_MANAGE, scope=_whole_city)]
Manager = Annotated[Identity, require(Permission.PRIVACY_MANAGE, scope=_whole_city, confirmed=True)]


@router.get("")
def list_requests(request: Request, who: Reader) -> Response:
    """Requests, the youngest first."""
    return show_list(request, who, "privacy.html", *_listed(request), PATH)


@router.get(".{kind}")
def export_requests(request: Request, who: Reader, kind: Literal["csv", "xlsx"]) -> Response:
    """The list as a file."""
    return export_list(request, who, *_listed(request), kind)


@router.get("/new")
def show_form(request: Request, who: Manager) -> Response:
    """The form for a person at the counter."""
    return _form(request, who)


@router.post("/new")
def file_request(
    request: Request,
    who: Manager,
    person: Annotated[str, Form(max_length=400)] = "",
    proof: Annotated[str, Form(max_length=16)] = "",
) -> Response:
    """Have all that is kept of a person deleted."""
    wanted = person.strip()
    if not _PERSON.fullmatch(wanted):
        return _form(request, who, wanted, proof, "Mã người dùng có dạng kênh:mã, ví dụ zalo:2468.")
    if proof not in _PROOFS:
        return _form(request, who, wanted, proof, "Anh/chị chọn cách đã xác minh.")
    staff, privacy = staff_of(request), _privacy(request)
    people = privacy.phones.people_of(wanted)
    with staff.database.begin() as session:
        receipt = privacy.requests.file_in(session, people, AskedBy.OFFICER)
        change = Change("privacy.delete", "privacy", receipt.number, after={"proof": proof})
        staff.audit.record(session, who.actor, change)
    return leave(request, PATH, f"Đã nhận yêu cầu. Số biên nhận: {receipt.number}.")


@router.get("/{request_id}")
def show_request(request: Request, who: Reader, request_id: RowId) -> Response:
    """How one request stands, place by place."""
    staff = staff_of(request)
    with staff.database.begin() as session:
        row = RequestRepository(session).get(request_id)
        if row is None:
            raise NotFound(f"no request {request_id}")
        number = number_of(row)
        staff.audit.record(session, who.actor, Change("privacy.read", "privacy", number))
    return page(
        request,
        "privacy_request.html",
        who,
        f"Biên nhận {number}",
        crumbs=[(PATH, TITLE), (f"{PATH}/{request_id}", number)],
        row=row,
        state=state_name(row),
        mark=mark_of(row),
        asked_by=asked_by_name(row),
        places=_places(_privacy(request), row),
    )


def _places(privacy: Privacy, row: PrivacyRequestRow) -> list[tuple[str, int | None]]:
    """Every place in words, and how many things were deleted there; ``None``: not yet."""
    # A receipt is what is left.
    names = [place.name for place in privacy.places if place.name != RECEIPTS]
    gone = [name for name in row.results if name not in (*names, RECEIPTS)]
    told = {name: facts.label for name, facts in privacy.facts.items()}
    return [(told.get(name, name), row.results.get(name)) for name in [*names, *gone]]


def _form(
    request: Request, who: Identity, person: str = "", proof: str = "", error: str = ""
) -> Response:
    return page(
        request,
        "privacy_new.html",
        who,
        "Xóa dữ liệu một người",
        crumbs=[(PATH, TITLE), (f"{PATH}/new", "Xóa dữ liệu một người")],
        status=422 if error else 200,
        person=person,
        proof=proof,
        proofs=_PROOFS,
        error=error,
    )


def _privacy(request: Request) -> Privacy:
    privacy: Privacy = request.app.state.privacy
    return privacy


def _listed(request: Request) -> tuple[Any, Any]:
    with staff_of(request).database() as session:
        return privacy_listing(), RequestRepository(session).listed()
