"""Roles, permissions and scopes: the table itself, and how far a grant reaches."""

from __future__ import annotations

import itertools

import pytest

from api.audit import Actor
from api.settings import ROOT
from api.staff.errors import Forbidden
from api.staff.operator import Operator
from api.staff.roles import ROLE_PERMISSIONS, Permission, Role
from api.staff.scopes import ALL, CITY, Grant, Scope, may

HEALTH, JUSTICE = "so-y-te", "so-tu-phap"
DEPARTMENTS, WARDS = (ALL, HEALTH, JUSTICE), (ALL, "25747", "25750")


def test_every_role_and_permission_is_in_the_table_and_has_a_name():
    assert set(ROLE_PERMISSIONS) == set(Role)
    assert set().union(*ROLE_PERMISSIONS.values()) == set(Permission)
    labels = [item.label for item in (*Role, *Permission)]
    assert len(set(labels)) == len(labels)


def test_nobody_writes_and_approves_with_one_role():
    both = {Permission.KNOWLEDGE_EDIT, Permission.KNOWLEDGE_REVIEW}
    assert [role for role in Role if both <= role.permissions] == []


def test_an_administrator_reads_no_conversation():
    assert Permission.INBOX_READ not in Role.ADMINISTRATOR.permissions


def test_a_grant_reaches_its_own_scope_and_what_lies_inside():
    scopes = [Scope(*pair) for pair in itertools.product(DEPARTMENTS, WARDS)]
    for own, other in itertools.product(scopes, scopes):
        department = own.department in (ALL, other.department)
        ward = own.ward in (ALL, other.ward)
        grants = (Grant(Role.INBOX_OFFICER, own),)
        assert may(grants, Permission.INBOX_READ, other) == (department and ward)
        assert not may(grants, Permission.ACCOUNTS_READ, other)


def test_what_belongs_to_no_department_needs_a_grant_for_all():
    ward_officer = (Grant(Role.WARD_OFFICER, Scope(ward="25747")),)
    assert may(ward_officer, Permission.INBOX_READ, Scope(HEALTH, "25747"))
    assert not may(ward_officer, Permission.INBOX_READ, CITY)
    assert may(ward_officer, Permission.INBOX_READ)


@pytest.mark.parametrize("scopes", [[], [CITY], [Scope(JUSTICE)], [Scope(HEALTH), Scope(JUSTICE)]])
def test_an_operator_of_one_department_stays_in_it(scopes: list[Scope]):
    operator = Operator(Actor("x", 1), (Grant(Role.ADMINISTRATOR, Scope(HEALTH)),))
    operator.check_reaches([Scope(HEALTH), Scope(HEALTH, "25747")])
    with pytest.raises(Forbidden):
        operator.check_reaches(scopes)


def test_the_table_in_the_manual_is_the_table_in_the_code():
    manual = (ROOT / "docs" / "console.md").read_text(encoding="utf-8")
    for role in Role:
        rights = ", ".join(item.label.lower() for item in Permission if item in role.permissions)
        assert f"| {role.label} (`{role.value}`) | {rights} |" in manual
