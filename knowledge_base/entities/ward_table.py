"""The city's units since 1/7/2025, the former ones, and which became which (``data/wards``)."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge_base.errors import InvalidInput
from knowledge_base.text.fold import fold

FOLDER = Path(__file__).resolve().parents[2] / "data" / "wards"
_TYPES = ("Phường", "Xã", "Thị trấn", "Đặc khu")
_DISTRICT_TYPES = ("Quận", "Huyện", "Thành phố", "Thị xã")


@dataclass(frozen=True)
class Unit:
    """A ward-level unit of today: official code, type (Phường, Xã, Đặc khu) and name."""

    code: str
    type: str
    name: str

    @property
    def full_name(self) -> str:
        """``Phường Bến Thành``."""
        return f"{self.type} {self.name}"


@dataclass(frozen=True)
class FormerWard:
    """A unit until 30/6/2025 and the units of today that its area went to."""

    type: str
    name: str
    district: str
    became: tuple[Unit, ...]


@dataclass(frozen=True)
class WardTable:
    """Look-ups by folded name.

    Attributes:
        units: units of today by name without type.
        former: former wards by name without type.
        districts: names of former districts by every whole name.
        short_districts: the same by initials, which count only after "q" or "huyện".
        by_district: units of today by former district.
    """

    units: dict[str, list[Unit]] = field(default_factory=dict)
    former: dict[str, list[FormerWard]] = field(default_factory=dict)
    districts: dict[str, str] = field(default_factory=dict)
    short_districts: dict[str, str] = field(default_factory=dict)
    by_district: dict[str, list[Unit]] = field(default_factory=dict)


@lru_cache(maxsize=4)
def load_wards(folder: Path = FOLDER) -> WardTable:
    """Read the tables; a process reads each folder once.

    Raises:
        InvalidInput: a file is missing, or names a unit that does not exist.
    """
    try:
        return _build(folder)
    except (OSError, KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise InvalidInput(f"{folder}: {error!r}") from error


def _build(folder: Path) -> WardTable:
    table = WardTable()
    by_code = {}
    for row in _rows(folder / "units.csv"):
        unit = Unit(row["code"], row["type"], row["name"])
        by_code[unit.code] = unit
        table.units.setdefault(fold(unit.name), []).append(unit)
    for row in _rows(folder / "former.csv"):
        became = tuple(by_code[code] for code in row["became"].split())
        _add_former(table, row["district"], row["ward"], became)
    _add_districts(table, folder / "districts.yml")
    return table


def _add_former(table: WardTable, district: str, ward: str, became: tuple[Unit, ...]) -> None:
    units = table.by_district.setdefault(district, [])
    units += [unit for unit in became if unit not in units]
    if ward:
        kind, name = split_type(ward, _TYPES)
        former = FormerWard(kind, name, district, became)
        table.former.setdefault(fold(name), []).append(former)


def _add_districts(table: WardTable, path: Path) -> None:
    for name in table.by_district:
        table.districts[fold(name)] = name
    for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["districts"]:
        if entry["name"] not in table.by_district:
            raise ValueError(f"no former district is called {entry['name']!r}")
        for other in entry.get("also", []):
            table.districts[fold(other)] = entry["name"]
        for initials in entry.get("short", []):
            table.short_districts[fold(initials)] = entry["name"]


def split_type(full: str, types: tuple[str, ...] = _TYPES + _DISTRICT_TYPES) -> tuple[str, str]:
    """Part "Thị trấn Lai Uyên" into its type and its name.

    Raises:
        ValueError: it begins with no type.
    """
    for kind in types:
        if full.startswith(f"{kind} "):
            return kind, full[len(kind) + 1 :]
    raise ValueError(f"{full!r} begins with no type of unit")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
