"""``motcua staff``: accounts of staff, from the machine itself."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any

import typer
from rich.table import Table

from api.cli.console import console, errors_in_one_line, print_json, results
from api.database import make_engine, make_sessions, migrate
from api.settings import ROOT, Settings
from api.staff.accounts import Activation
from api.staff.errors import AccountNotFound
from api.staff.operator import Operator, machine_operator
from api.staff.places import Places
from api.staff.record import state_of
from api.staff.repository import AccountRepository, grants_of
from api.staff.roles import Role
from api.staff.scopes import Grant
from api.staff.services import StaffServices
from api.staff.tables import StaffAccountRow
from knowledge_base.centre import load_centre

app = typer.Typer(help="Accounts of staff (tài khoản cán bộ).", no_args_is_help=True)
audit_app = typer.Typer(help="The audit log (nhật ký).", no_args_is_help=True)
app.add_typer(audit_app, name="audit")

Username = Annotated[str, typer.Argument(help="Sign-in name.")]
RoleOption = Annotated[Role, typer.Option("--role", help="The role.")]
Department = Annotated[str, typer.Option(help="Id of a department; without it, all of them.")]
Ward = Annotated[str, typer.Option(help="Code of a ward; without it, all of them.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON on stdout.")]


@dataclass(frozen=True)
class _Desk:
    """What the commands work with."""

    settings: Settings
    staff: StaffServices
    places: Places
    by: Operator

    def find(self, username: str) -> StaffAccountRow:
        with self.staff.database() as session:
            row = AccountRepository(session).by_username(username.strip().lower())
            if row is None:
                raise AccountNotFound(f"no account {username}")
            # Loads the grants while the session is open.
            grants_of(row)
            return row


@app.command()
def create(
    username: Username,
    name: Annotated[str, typer.Option(help="The person's full name.")],
    role: Annotated[Role | None, typer.Option(help="The first role.")] = None,
    department: Department = "",
    ward: Ward = "",
    position: Annotated[str, typer.Option(help="Position (chức vụ).")] = "",
) -> None:
    """Create an account and print its one-time activation code."""
    with _desk() as desk:
        scope = desk.places.scope(department, ward)
        grants = [Grant(role, scope)] if role else []
        activation = desk.staff.accounts.create(desk.by, username, name, position, grants)
        _print_activation(desk.settings, activation)


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """All accounts with their roles."""
    with _desk() as desk, desk.staff.database() as session:
        told = [_as_dict(desk.places, row) for row in AccountRepository(session).all()]
    if as_json:
        print_json(told)
        return
    table = Table(title=f"{len(told)} accounts")
    for column in ("username", "name", "state", "second factor", "roles"):
        table.add_column(column)
    for item in told:
        roles = "\n".join(f"{grant['role']} ({grant['where']})" for grant in item["grants"])
        second = "yes" if item["second_factor"] else "no"
        table.add_row(item["username"], item["name"], item["state"], second, roles)
    results.print(table)


@app.command()
def grant(
    username: Username, role: RoleOption, department: Department = "", ward: Ward = ""
) -> None:
    """Give a role, for a department and a ward or for all of them."""
    with _desk() as desk:
        wanted = Grant(role, desk.places.scope(department, ward))
        desk.staff.accounts.grant(desk.by, desk.find(username).id, wanted)
        console.print(f"{username}: {role.value} in {desk.places.describe(wanted.scope)}")


@app.command()
def revoke(
    username: Username, role: RoleOption, department: Department = "", ward: Ward = ""
) -> None:
    """Take a role back, in exactly the scope in which it was given."""
    with _desk() as desk:
        held = Grant(role, desk.places.scope(department, ward))
        row = desk.find(username)
        if held not in grants_of(row):
            raise AccountNotFound(f"{username} does not hold {role.value} in that scope")
        desk.staff.accounts.revoke(desk.by, row.id, held)
        console.print(f"{username}: no longer {role.value} in {desk.places.describe(held.scope)}")


@app.command()
def disable(username: Username) -> None:
    """Shut an account and end its sessions."""
    with _desk() as desk:
        desk.staff.accounts.disable(desk.by, desk.find(username).id)
        console.print(f"{username}: disabled")


@app.command()
def enable(username: Username) -> None:
    """Open a disabled account again."""
    with _desk() as desk:
        desk.staff.accounts.enable(desk.by, desk.find(username).id)
        console.print(f"{username}: enabled")


@app.command("reset-password")
def reset_password(
    username: Username,
    second_factor: Annotated[
        bool, typer.Option("--second-factor", help="The authenticator is lost too.")
    ] = False,
) -> None:
    """Void the password, end the sessions, print a new one-time activation code."""
    with _desk() as desk:
        row = desk.find(username)
        activation = desk.staff.accounts.reset(desk.by, row.id, second_factor)
        _print_activation(desk.settings, activation)


@audit_app.command()
def verify() -> None:
    """Follow the chain of the audit log; exit status 1 when an entry was changed or is missing."""
    with _desk() as desk, desk.staff.database() as session:
        verdict = desk.staff.audit.verify(session)
    if verdict.intact:
        console.print(f"audit log: {verdict.entries} entries, intact")
        return
    console.print(f"[red]audit log: broken at entry {verdict.broken_at}:[/red] {verdict.reason}")
    raise typer.Exit(1)


@contextmanager
def _desk() -> Iterator[_Desk]:
    settings = Settings()
    with errors_in_one_line():
        engine = make_engine(settings.sqlalchemy_url)
        migrate(engine)
        places = Places.of(load_centre(ROOT / "data" / "centre" / "centre.yml"))
        staff = StaffServices.build(settings, make_sessions(engine))
        yield _Desk(settings, staff, places, machine_operator(getpass.getuser()))
        engine.dispose()


def _print_activation(settings: Settings, activation: Activation) -> None:
    results.print(f"{settings.console_url}/activate", soft_wrap=True)
    results.print(f"username         {activation.username}", markup=False)
    results.print(f"activation code  {activation.code}", markup=False)
    results.print(f"valid until      {activation.expires_at:%Y-%m-%d %H:%M} UTC", markup=False)


def _as_dict(places: Places, row: StaffAccountRow) -> dict[str, Any]:
    return {
        "username": row.username,
        "name": row.full_name,
        "position": row.position,
        "state": state_of(row).value,
        "second_factor": row.totp_secret is not None,
        "grants": [
            {
                "role": item.role.value,
                "department": item.scope.department,
                "ward": item.scope.ward,
                "where": places.describe(item.scope),
            }
            for item in grants_of(row)
        ],
    }
