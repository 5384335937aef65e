"""The audit log: list, one entry, export."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.audit import Change
from api.audit.repository import AuditRepository
from api.console.faults import ConsoleRoute
from api.console.ids import LongRowId
from api.console.page import page
from api.console.screens.audit_list import (
    PATH,
    action_name,
    audit_listing,
    field_name,
    plain,
)
from api.console.screens.lists import export_list, show_list
from api.staff.access import require, staff_of
from api.staff.roles import Permission
from api.staff.scopes import CITY, Scope
from api.staff.signin.sessions import Identity
from knowledge_base.errors import NotFound

router = APIRouter(route_class=ConsoleRoute, prefix="/audit")


def _whole_city(request: Request) -> Scope:
    # An entry belongs to no department: only who may see all of the city reads the log.
    return CITY


Reader = Annotated[Identity, require(Permission.AUDIT_READ, scope=_whole_city)]


@router.get("")
def list_entries(request: Request, who: Reader) -> Response:
    """Entries, the youngest first."""
    return show_list(request, who, "audit.html", *_listed(request), PATH)


@router.get(".{kind}")
def export_entries(request: Request, who: Reader, kind: Literal["csv", "xlsx"]) -> Response:
    """Entries as a file."""
    return export_list(request, who, *_listed(request), kind)


@router.get("/{seq}")
def show_entry(request: Request, who: Reader, seq: LongRowId) -> Response:
    """One entry with what was before and after."""
    staff = staff_of(request)
    with staff.database.begin() as session:
        row = AuditRepository(session).entry(seq)
        if row is None:
            raise NotFound(f"no entry {seq}")
        staff.audit.record(session, who.actor, Change("audit.read", "audit", str(seq)))
    fields = sorted({*(row.before or {}), *(row.after or {})})
    return page(
        request,
        "audit_entry.html",
        who,
        f"Mục nhật ký {seq}",
        crumbs=[(PATH, "Nhật ký"), (f"{PATH}/{seq}", f"Mục {seq}")],
        entry=row,
        action=action_name(row.action),
        fields=[
            (field_name(key), _value(row.before, key), _value(row.after, key)) for key in fields
        ],
    )


def _value(values: Mapping[str, Any] | None, key: str) -> str:
    return plain((values or {}).get(key))


def _listed(request: Request) -> tuple[Any, Any]:
    with staff_of(request).database() as session:
        repository = AuditRepository(session)
        return audit_listing(repository.actions()), repository.entries()
