"""The home page: what I may do here."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.console.faults import ConsoleRoute
from api.console.navigation import HOME
from api.console.page import page
from api.staff.access import signed_in
from api.staff.roles import Permission
from api.staff.signin.sessions import Identity

router = APIRouter(route_class=ConsoleRoute)


@router.get("")
def show_home(request: Request, who: Annotated[Identity, signed_in()]) -> Response:
    """Screens and rights of who is signed in."""
    places = request.app.state.places
    roles = [(grant.role.label, places.describe(grant.scope)) for grant in who.grants]
    rights = [item.label for item in Permission if who.may(item)]
    return page(request, "home.html", who, "Trang chính", roles=roles, rights=rights, home=HOME)
