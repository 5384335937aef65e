"""The centre (Trung tâm Phục vụ hành chính công) as data: what a visitor may be told.

What staff have not confirmed is empty and named in ``Centre.unconfirmed``; the
model refuses data where the two disagree, so that no gap looks like an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from knowledge_base.centre.parts import (
    Address,
    AreaTeams,
    Branch,
    Building,
    CentreSource,
    DayHours,
    Direction,
    FilingRule,
    Hotline,
    HoursExample,
    Part,
    Priority,
    Text,
    VisitStep,
)
from knowledge_base.text.fold import fold

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]

_NOT_WORD = re.compile(r"[\W_]+")


def name_key(name: str) -> str:
    """``name`` as it is compared: folded, words only ("Sở QH-KT" is "so qh kt")."""
    return _NOT_WORD.sub(" ", fold(name)).strip()


class Gap(StrEnum):
    """What staff may still have to confirm about the centre."""

    HOURS = "hours"
    ZONES = "zones"
    BRING = "bring"
    BRANCH_ADDRESSES = "branch_addresses"
    AREA_TEAM_ADDRESSES = "area_team_addresses"


class Department(Part):
    """A department (sở, ngành) whose dossiers the centre takes in.

    ``short_names`` are abbreviations and everyday names, ``former_names`` those of
    departments merged into it, which people still write. ``zone`` is ``None``
    until staff confirm it; ``own_zone`` tells that a whole zone is its own.
    """

    id: Slug
    name: Text
    short_names: list[Text] = []
    former_names: list[Text] = []
    floor: Annotated[int, Field(ge=1)]
    zone: Text | None = None
    own_zone: bool = False

    def names(self) -> Iterator[str]:
        """Every name people use for it, the official one first."""
        yield self.name
        yield from self.short_names
        yield from self.former_names


class Centre(Part):
    """The city's centre. ``hours`` is ``None`` until staff confirm them.

    ``unconfirmed`` names the gaps, see ``Gap``; a name of a department leads to
    one department only.
    """

    name: Text
    short_names: list[Text] = []
    parent: Text
    first_dossiers_on: date
    opened_on: date
    address: Address
    directions: list[Direction]
    building: Building
    departments: list[Department]
    visit_steps: list[VisitStep]
    bring: list[Text]
    priority: Priority
    hotline: Hotline
    branches: list[Branch]
    area_teams: AreaTeams
    filing_rule: FilingRule
    hours: list[DayHours] | None = None
    hours_example: HoursExample | None = None
    unconfirmed: list[Gap] = []
    source: CentreSource

    @model_validator(mode="after")
    def _departments_fit_the_building(self) -> Self:
        for department in self.departments:
            floor = self.building.floor(department.floor)
            if floor is None:
                raise ValueError(f"{department.id}: there is no floor {department.floor}")
            if department.zone is not None and department.zone not in floor.zones:
                raise ValueError(
                    f"{department.id}: zone {department.zone} is not on floor {floor.number}"
                )
        return self

    @model_validator(mode="after")
    def _names_are_unambiguous(self) -> Self:
        owners: dict[str, str] = {}
        ids: set[str] = set()
        for department in self.departments:
            if department.id in ids:
                raise ValueError(f"two departments have the id {department.id}")
            ids.add(department.id)
            for name in department.names():
                owner = owners.setdefault(name_key(name), department.id)
                if owner != department.id:
                    raise ValueError(f"“{name}” names both {owner} and {department.id}")
        return self

    @model_validator(mode="after")
    def _gaps_are_named(self) -> Self:
        empty = {
            Gap.HOURS: self.hours is None,
            Gap.ZONES: any(item.zone is None for item in self.departments),
            Gap.BRING: not self.bring,
            Gap.BRANCH_ADDRESSES: any(item.address is None for item in self.branches),
            Gap.AREA_TEAM_ADDRESSES: len(self.area_teams.addresses) < self.area_teams.count,
        }
        silent = [
            gap for gap, is_empty in empty.items() if is_empty and gap not in self.unconfirmed
        ]
        if silent:
            raise ValueError(f"empty but not in unconfirmed: {', '.join(silent)}")
        return self

    @cached_property
    def _by_name(self) -> dict[str, Department]:
        return {name_key(name): item for item in self.departments for name in item.names()}

    def department(self, name: str) -> Department | None:
        """The department with that name, short or former name, or ``None``.

        Case, diacritics and punctuation do not matter: "so tai nguyen moi truong"
        finds Sở Nông nghiệp và Môi trường.
        """
        return self._by_name.get(name_key(name))

    def department_in(self, text: str) -> Department | None:
        """The department whose longest name stands in ``text``, or ``None``."""
        words = f" {name_key(text)} "
        named = [key for key in self._by_name if f" {key} " in words]
        return self._by_name[max(named, key=len)] if named else None

    def is_unconfirmed(self, gap: Gap) -> bool:
        """Whether staff must still confirm ``gap``, so that it may not be told as a fact."""
        return gap in self.unconfirmed
