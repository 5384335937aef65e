"""The same console on a real PostgreSQL."""

from __future__ import annotations

from pathlib import Path

from api.staff.errors import SignInLocked, WrongCredentials
from api.staff.operator import machine_operator
from api.staff.roles import Role
from api.staff.scopes import Grant, Scope
from api.staff.signin.sessions import Browser
from tests.fakes.console_app import console_app, hire
from tests.fakes.postgresql import postgresql


def test_accounts_lists_waits_and_the_log(tmp_path: Path):
    with postgresql(tmp_path / "pg") as url:
        app = console_app(tmp_path, database_url=url)
        staff, by = app.state.staff, machine_operator("test")
        lan = hire(app, "lan.nguyen", Grant(Role.ADMINISTRATOR)).sign_in()
        for number in range(30):
            scope = Scope("so-y-te") if number % 2 else Scope(ward="25747")
            grants = [Grant(Role.CURATOR, scope)]
            staff.accounts.create(by, f"canbo.{number:02}", f"Lê An {number}", grants=grants)
        for sort in ("name", "-last_sign_in", "username"):
            page = lan.get(
                f"/console/accounts?q=le+an&department=so-y-te&state=waiting&sort={sort}"
            )
            assert "<strong>15</strong>" in page.text
        assert lan.get("/console/accounts.csv?sort=-name").text.count("\n") == 32
        assert lan.get("/console/audit?from=2020-01-01&action=account.create").status_code == 200
        assert lan.get("/console/audit.xlsx").headers["x-rows"] != "0"
        refusals = []
        for _ in range(7):
            try:
                staff.sign_in.with_password("lan.nguyen", "x", Browser("192.0.2.9", "x"))
            except (WrongCredentials, SignInLocked) as error:
                refusals.append(type(error).__name__)
        assert refusals == ["WrongCredentials"] * 5 + ["SignInLocked"] * 2
        local = hire(app, "local.one", Grant(Role.ADMINISTRATOR, Scope("so-y-te"))).sign_in()
        assert local.get("/console/accounts.csv").text.count("\r\n") == 17
        with staff.database() as session:
            assert staff.audit.verify(session).intact
        app.state.engine.dispose()
