"""Every route of the application says who may call it, and means it, for every role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from fastapi.testclient import TestClient

from api.app import create_app
from api.handover.schemas import Opening
from api.limits import limit_address
from api.security import require_service
from api.settings import Settings
from api.staff.access import Access, Anyone, Declared
from api.staff.operator import machine_operator
from api.staff.roles import Role
from api.staff.scopes import Grant, Scope
from api.staff.signin.sessions import Browser, Stage
from tests.api.outbox.conftest import message
from tests.api.petitions.conftest import new as petition
from tests.fakes.console_app import Clock, console_app

# Open to all on purpose: the state of the parts, the description of the API, the way back.
OPEN = {"/health", "/openapi.json", "/docs", "/docs/oauth2-redirect", "/redoc",
        "/api/v1/chat/form"}  # fmt: skip
BROWSER = Browser("192.0.2.1", "Thiết bị thử")
TARGET = 2


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    guard: Declared | None
    by: str

    @property
    def address(self) -> str:
        values = {"account_id": TARGET, "session_id": 999, "seq": 1, "kind": "csv",
                  "channel": "zalo", "message_id": 1, "number": "HT-2026-000001",
                  "petition_id": 1, "place": 1, "request_id": 1}  # fmt: skip
        return self.path.replace("{path:path}", "nowhere").format(**values)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def calls(dependant: Dependant) -> Iterator[object]:
    for part in dependant.dependencies:
        yield part.call
        yield from calls(part)


def routes_of(app: FastAPI) -> list[Route]:
    found = []
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        path = context.path or ""
        made = list(calls(context.dependant)) if isinstance(route, APIRoute) else []
        guard = next((call for call in made if isinstance(call, Declared)), None)
        by = "guard" if guard else ""
        by = by or ("service" if require_service in made else "")
        by = by or ("limit" if limit_address in made else "")
        for method in sorted((context.methods or {"GET"}) - {"HEAD"}):
            found.append(Route(method, path, guard, by))
    return found


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> list[Route]:
    return routes_of(create_app(Settings(state_dir=tmp_path_factory.mktemp("whole"))))


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    made = console_app(tmp_path_factory.mktemp("console"), Clock())
    accounts, by = made.state.staff.accounts, machine_operator("test")
    accounts.create(by, "first.one", "First")
    accounts.create(by, "target.one", "Target")
    for role in Role:
        accounts.create(by, role.value, role.label, grants=[Grant(role)])
        of_ward = [Grant(role, Scope(ward="25747"))]
        accounts.create(by, f"{role.value}.ward", role.label, grants=of_ward)
    made.state.outbox.queue(message("one"))
    made.state.handover.citizens.open(Opening(person="telegram:1", key="1", text="x"))
    made.state.petitions.open(petition(photos=["picture-one-0000"]))
    made.state.privacy.ask_deletion("telegram:1")
    yield made
    made.state.engine.dispose()


def console_routes() -> list[Route]:
    """Found once for the names of the tests; ``whole`` is compared with them."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        app = console_app(Path(folder))
        found = [route for route in routes_of(app) if route.path.startswith("/console")]
        app.state.engine.dispose()
    return [route for route in found if route.path != "/console/static"]


ROUTES = console_routes()
GUARDED = [route for route in ROUTES if isinstance(route.guard, Access)]


def caller(app: FastAPI, username: str | None, stage: Stage = Stage.FULL) -> tuple[TestClient, str]:
    """A browser with a fresh session of ``username``, and its form token."""
    client = TestClient(app, follow_redirects=False)
    if username is None:
        return client, ""
    staff = app.state.staff
    with staff.database.begin() as session:
        from api.staff.repository import AccountRepository

        account = AccountRepository(session).by_username(username)
        token = staff.sessions.open(session, account, stage, BROWSER)
    client.cookies.set("motcua_console", token)
    return client, staff.sessions.identify(token, "").form_token


def call(app: FastAPI, route: Route, username: str | None, token: bool = True, **more):
    client, form_token = caller(app, username, getattr(route.guard, "stage", Stage.FULL))
    if route.method == "GET":
        return client.get(route.address, **more)
    data = {"form_token": form_token} if token else {}
    return client.request(route.method, route.address, data=data, **more)


def leads_to_sign_in(reply) -> bool:
    return reply.status_code == 303 and reply.headers["location"].startswith("/console/sign-in?")


def test_every_route_of_the_application_is_declared(whole: list[Route]):
    undeclared = [str(r) for r in whole if not r.by and r.path not in OPEN]
    # Files of the pages; neither has anything of a person.
    assert set(undeclared) <= {"GET /static", "GET /console/static"}
    assert len(whole) > 35


def test_every_console_route_has_a_guard_and_none_is_only_here(whole: list[Route]):
    own = {str(r) for r in whole if r.path.startswith("/console")} - {"GET /console/static"}
    assert own == {str(r) for r in ROUTES}
    assert [str(r) for r in ROUTES if r.guard is None] == []
    anyone = {r.path for r in ROUTES if isinstance(r.guard, Anyone)}
    assert anyone == {"/console/sign-in", "/console/activate"}


def test_what_changes_other_people_asks_for_the_password_again():
    careless = [
        str(r) for r in GUARDED
        if r.method == "POST" and r.guard.permission and not r.guard.confirmed
        # An officer answers people all day; nothing there touches accounts or settings.
        and not r.guard.permission.value.startswith("inbox.")
    ]  # fmt: skip
    assert careless == []


@pytest.mark.parametrize("route", GUARDED, ids=str)
def test_nobody_gets_in_without_a_session(app: FastAPI, route: Route):
    reply = call(app, route, None)
    assert leads_to_sign_in(reply), reply.text
    client = TestClient(app, follow_redirects=False)
    client.cookies.set("motcua_console", "a" * 43)
    assert leads_to_sign_in(client.request(route.method, route.address))


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("route", GUARDED, ids=str)
def test_every_route_lets_in_just_the_roles_of_the_table(app: FastAPI, route: Route, role: Role):
    reply = call(app, route, role.value)
    permission = route.guard.permission
    if permission is not None and permission not in role.permissions:
        assert reply.status_code == 403
        assert "staff.forbidden" in reply.text
        return
    assert reply.status_code not in (401, 403, 405), reply.text
    assert reply.status_code < 500
    if route.path not in ("/console/me/sign-out-everywhere", "/console/sign-out"):
        assert not leads_to_sign_in(reply)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("route", [r for r in GUARDED if r.guard.scope], ids=str)
def test_what_is_of_the_whole_city_is_shut_to_a_ward(app: FastAPI, route: Route, role: Role):
    assert call(app, route, f"{role.value}.ward").status_code == 403


@pytest.mark.parametrize("route", [r for r in GUARDED if r.method == "POST"], ids=str)
def test_a_form_of_another_site_is_refused(app: FastAPI, route: Route):
    forged = call(app, route, Role.ADMINISTRATOR.value, token=False)
    assert (forged.status_code, "staff.request_forged" in forged.text) == (403, True)
    cross = call(app, route, Role.ADMINISTRATOR.value, headers={"sec-fetch-site": "cross-site"})
    assert (cross.status_code, "staff.request_forged" in cross.text) == (403, True)


@pytest.mark.parametrize("stage", [Stage.CODE, Stage.ENROL])
@pytest.mark.parametrize("route", [r for r in GUARDED if r.guard.stage is Stage.FULL], ids=str)
def test_half_a_sign_in_opens_nothing(app: FastAPI, route: Route, stage: Stage):
    client, form_token = caller(app, Role.ADMINISTRATOR.value, stage)
    data = {"form_token": form_token} if route.method == "POST" else None
    assert leads_to_sign_in(client.request(route.method, route.address, data=data))


@pytest.mark.parametrize("route", [r for r in GUARDED if r.guard.confirmed], ids=str)
def test_administration_asks_again_after_a_while(tmp_path: Path, route: Route):
    clock = Clock()
    app = console_app(tmp_path, clock)
    accounts, by = app.state.staff.accounts, machine_operator("test")
    accounts.create(by, "admin.one", "Admin", grants=[Grant(Role.ADMINISTRATOR)])
    accounts.create(by, "target.one", "Target")
    client, form_token = caller(app, "admin.one")
    for _ in range(3):
        clock.forward(minutes=11)
        assert client.get("/console").status_code == 200
    data = {"form_token": form_token} if route.method == "POST" else None
    reply = client.request(route.method, route.address, data=data)
    assert reply.status_code == 303
    assert reply.headers["location"].startswith("/console/confirm?")
    app.state.engine.dispose()
