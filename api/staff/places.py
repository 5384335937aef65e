"""Departments and wards by which grants are scoped: ids, and names to show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from api.staff.scopes import ALL, Scope
from knowledge_base.centre import Centre
from knowledge_base.entities.ward_table import load_wards
from knowledge_base.errors import InvalidInput
from knowledge_base.text import fold

ALL_DEPARTMENTS = "Mọi sở, ngành"
ALL_WARDS = "Mọi phường, xã"
WHOLE_CITY = "Toàn thành phố"


@dataclass(frozen=True)
class Places:
    """Names by id, in the order in which a list shows them."""

    departments: dict[str, str]
    wards: dict[str, str]

    @classmethod
    def of(cls, centre: Centre) -> Places:
        """The departments of ``centre`` and the city's wards."""
        units = {unit.code: unit for same in load_wards().units.values() for unit in same}
        return cls(
            departments=_sorted((item.id, item.name) for item in centre.departments),
            wards=_sorted((unit.code, unit.full_name) for unit in units.values()),
        )

    def scope(self, department: str, ward: str) -> Scope:
        """The scope of two form fields; an empty one means all.

        Raises:
            InvalidInput: there is no such department or ward.
        """
        if department not in ("", ALL) and department not in self.departments:
            raise InvalidInput(f"no department has the id {department}")
        if ward not in ("", ALL) and ward not in self.wards:
            raise InvalidInput(f"no ward has the code {ward}")
        return Scope(department or ALL, ward or ALL)

    def describe(self, scope: Scope) -> str:
        """``scope`` in words; an id that is no longer known is shown as it is."""
        names = []
        if scope.department != ALL:
            names.append(self.departments.get(scope.department, scope.department))
        if scope.ward != ALL:
            names.append(self.wards.get(scope.ward, scope.ward))
        return " · ".join(names) or WHOLE_CITY


def _sorted(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return dict(sorted(pairs, key=lambda pair: fold(pair[1])))
