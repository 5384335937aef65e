"""Numbers beside the menu: how much waits."""

from __future__ import annotations

from fastapi import Request

from api.console.navigation import HOME
from api.handover.repository import HandoverRepository
from api.staff.access import staff_of
from api.staff.roles import Permission
from api.staff.signin.sessions import Identity


def badges_for(request: Request, who: Identity) -> dict[str, int]:
    """Address of a screen → how many things wait there for ``who``."""
    scopes = who.scopes(Permission.INBOX_READ)
    if not scopes:
        return {}
    with staff_of(request).database() as session:
        return {f"{HOME}/inbox": HandoverRepository(session).waiting_within(scopes)}
