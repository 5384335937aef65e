"""Running accounts: how far an administrator reaches, and what the log keeps of it."""

from __future__ import annotations

import pytest
from fastapi import FastAPI

from api.audit import Actor
from api.audit.repository import AuditRepository
from api.staff.errors import (
    AccountExists,
    AccountNotFound,
    BadName,
    BadUsername,
    EditedMeanwhile,
    Forbidden,
    LastAdministrator,
)
from api.staff.operator import Operator, machine_operator
from api.staff.repository import AccountRepository, grants_of
from api.staff.roles import Role
from api.staff.scopes import CITY, Grant, Scope
from api.staff.services import StaffServices
from tests.fakes.console_app import hire

MACHINE = machine_operator("test")
HEALTH, JUSTICE = Scope("so-y-te"), Scope("so-tu-phap")
OF_HEALTH = Operator(Actor("health", 999), (Grant(Role.ADMINISTRATOR, HEALTH),))


def last_entry(staff: StaffServices):
    with staff.database() as session:
        repository = AuditRepository(session)
        return repository.entry(repository.head()[0])


def row(staff: StaffServices, account_id: int):
    with staff.database() as session:
        found = AccountRepository(session).get(account_id)
        grants_of(found)
        return found


@pytest.mark.parametrize(
    "name", ["", "ab", "Lan Nguyễn", "lan@x", "-lan", "lan-", "x" * 33, "a\nb"]
)
def test_a_bad_sign_in_name_is_refused(staff: StaffServices, name: str):
    with pytest.raises(BadUsername):
        staff.accounts.create(MACHINE, name, "Lan")


@pytest.mark.parametrize("full_name", ["", "  ", "x" * 121])
def test_a_bad_name_is_refused(staff: StaffServices, full_name: str):
    with pytest.raises(BadName):
        staff.accounts.create(MACHINE, "lan.nguyen", full_name)


def test_a_name_is_taken_once(staff: StaffServices):
    staff.accounts.create(MACHINE, "lan.nguyen", "Nguyễn Thị Lan")
    with pytest.raises(AccountExists):
        staff.accounts.create(MACHINE, "LAN.nguyen ", "Another")


def test_an_administrator_of_a_department_stays_in_it(staff: StaffServices):
    accounts = staff.accounts
    own = accounts.create(OF_HEALTH, "own.one", "Own", grants=[Grant(Role.CURATOR, HEALTH)])
    for grants in ([], [Grant(Role.CURATOR, JUSTICE)], [Grant(Role.ADMINISTRATOR)]):
        with pytest.raises(Forbidden):
            accounts.create(OF_HEALTH, "other.one", "Other", grants=grants)
    with pytest.raises(Forbidden):
        accounts.grant(OF_HEALTH, own.account_id, Grant(Role.ADMINISTRATOR, CITY))
    accounts.grant(MACHINE, own.account_id, Grant(Role.CURATOR, JUSTICE))
    for act in (
        lambda: accounts.disable(OF_HEALTH, own.account_id),
        lambda: accounts.reset(OF_HEALTH, own.account_id),
        lambda: accounts.revoke(OF_HEALTH, own.account_id, Grant(Role.CURATOR, HEALTH)),
        lambda: accounts.describe(OF_HEALTH, own.account_id, 2, "X", ""),
    ):
        with pytest.raises(Forbidden):
            act()


def test_who_sees_whom(staff: StaffServices):
    for name, scope in (("health.one", HEALTH), ("justice.one", JUSTICE), ("city.one", CITY)):
        staff.accounts.create(MACHINE, name, name, grants=[Grant(Role.CURATOR, scope)])
    ward = Grant(Role.CURATOR, Scope("so-y-te", "25747"))
    staff.accounts.create(MACHINE, "ward.one", "ward", grants=[ward])
    staff.accounts.create(MACHINE, "nothing.one", "nothing")
    with staff.database() as session:
        repository = AccountRepository(session)

        def seen(scopes: list[Scope]) -> set[str]:
            return {item.username for item in session.scalars(repository.listed(scopes))}

        assert seen([HEALTH]) == {"health.one", "ward.one"}
        assert seen([Scope(ward="25747")]) == {"ward.one"}
        assert len(seen([CITY])) == 5
        assert seen([]) == set()


def test_the_last_administrator_of_the_city_stays(console: FastAPI, staff: StaffServices):
    admin = Grant(Role.ADMINISTRATOR)
    first = hire(console, "first.one", admin)
    for act in (
        lambda: staff.accounts.disable(MACHINE, first.account_id),
        lambda: staff.accounts.revoke(MACHINE, first.account_id, admin),
    ):
        with pytest.raises(LastAdministrator):
            act()
    assert grants_of(row(staff, first.account_id)) == (admin,)
    hire(console, "second.one", admin)
    staff.accounts.revoke(MACHINE, first.account_id, admin)
    assert grants_of(row(staff, first.account_id)) == ()


def test_a_stale_form_does_not_overwrite(staff: StaffServices):
    made = staff.accounts.create(MACHINE, "lan.nguyen", "Nguyễn Thị Lan")
    staff.accounts.describe(MACHINE, made.account_id, 1, "Nguyễn Lan", "Chuyên viên")
    with pytest.raises(EditedMeanwhile):
        staff.accounts.describe(MACHINE, made.account_id, 1, "Lan", "")
    entry = last_entry(staff)
    assert entry.before == {"full_name": "Nguyễn Thị Lan", "position": ""}
    assert entry.after == {"full_name": "Nguyễn Lan", "position": "Chuyên viên"}


def test_nobody_shuts_their_own_account(staff: StaffServices):
    made = staff.accounts.create(MACHINE, "own.one", "Own", grants=[Grant(Role.ADMINISTRATOR)])
    own = Operator(Actor("own.one", made.account_id), (Grant(Role.ADMINISTRATOR),))
    with pytest.raises(Forbidden):
        staff.accounts.disable(own, made.account_id)


def test_disabling_ends_sessions_and_resetting_voids_the_password(
    console: FastAPI, staff: StaffServices
):
    lan = hire(console, "lan.nguyen").sign_in()
    assert lan.get("/console").status_code == 200
    staff.accounts.disable(MACHINE, lan.account_id)
    assert lan.get("/console").status_code == 303
    assert (
        lan.post("/console/sign-in", username="lan.nguyen", password=lan.password).status_code
        == 422
    )
    with pytest.raises(Forbidden):
        staff.accounts.reset(MACHINE, lan.account_id)
    staff.accounts.enable(MACHINE, lan.account_id)
    lan.sign_in()
    activation = staff.accounts.reset(MACHINE, lan.account_id, second_factor=True)
    assert lan.get("/console").status_code == 303
    kept = row(staff, lan.account_id)
    assert (kept.password_hash, kept.totp_secret) == (None, None)
    assert activation.code not in str(last_entry(staff).after)


def test_what_is_not_there_is_not_found(staff: StaffServices):
    with pytest.raises(AccountNotFound):
        staff.accounts.disable(MACHINE, 404)
