"""Find wards in a message: those of today and the former ones, with or without district.

"p5 q3", "P.Bến Nghé Q1", "phuong tan dinh". A former ward leads to every unit that its
area went to, a name of several wards to the units of all of them: who asks decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from knowledge_base.entities.model import Json, Mention
from knowledge_base.entities.reading import Reading
from knowledge_base.entities.ward_table import FormerWard, Unit, WardTable, load_wards
from knowledge_base.text.fold import fold
from knowledge_base.text.syllable import place_tone

_WARD_TYPES = {
    "phuong": "Phường", "p": "Phường", "f": "Phường", "xa": "Xã", "x": "Xã",
    "thi tran": "Thị trấn", "tt": "Thị trấn", "dac khu": "Đặc khu",
}  # fmt: skip
_GAP = r"[ .]{0,2}"
_BETWEEN = r"(?:\s*[,\-–]\s*|\s+)(?:(?:cua|cu|thuoc|o)\s+)?"


class WardFinder:
    """Finds wards; nothing in it changes, so threads may share it."""

    def __init__(self, table: WardTable) -> None:
        self._table = table
        names = _alternatives({*table.units, *table.former})
        whole, short = _alternatives(table.districts), _alternatives(table.short_districts)
        numbers = "|".join(
            key.split()[1] for key in table.districts if re.fullmatch(r"quan \d+", key)
        )
        by_type = (
            rf"(?:quan|q|huyen|h|tp|thanh pho|tx|thi xa){_GAP}"
            rf"(?:(?P<initials>{short})|0?(?P<number>{numbers})|(?P<named>{whole}))"
        )
        district = rf"(?:(?P<whole>{whole})|{by_type})(?!\w)"
        types = _alternatives(_WARD_TYPES)
        ward = (
            rf"(?:(?P<numbered>phuong|p|f){_GAP}0?(?P<digits>\d{{1,2}})"
            rf"|(?P<type>{types})[ .]{{1,2}}(?P<name>{names}))(?!\w|[.,/]\d)"
        )
        bare = rf"(?P<bare>{names})"
        self._full = re.compile(rf"(?<![\w./])(?:{ward})(?:{_BETWEEN}{district})?")
        self._bare = re.compile(rf"(?<![\w./]){bare}{_BETWEEN}{district}")
        self._district = re.compile(rf"(?<![\w./]){by_type}(?!\w|[.,/]\d)")

    def find(self, reading: Reading) -> list[Mention]:
        """Return the wards named in a message.

        The value is ``{units: [{code, name}], district, former}``: the units of today, the
        former district that was named (or None), and whether a former ward was meant.
        Doubts: ``several`` (ask which), ``unknown`` (no such ward there), ``spelling``,
        ``type`` (phường for xã), ``district`` (only a former district was named).
        """
        found = [self._ward(reading, match) for match in self._full.finditer(reading.folded)]
        found += self._others(reading, found)
        return [mention for mention in found if mention is not None]

    def _others(self, reading: Reading, found: list[Mention | None]) -> list[Mention | None]:
        """Names without type before a district, a name alone, and districts alone."""
        taken = [mention for mention in found if mention is not None]
        others: list[Mention | None] = []
        for match in self._bare.finditer(reading.folded):
            mention = self._ward(reading, match)
            if mention is not None and not any(mention.overlaps(other) for other in taken):
                others.append(mention)
                taken.append(mention)
        name = _NOT_NAME.sub(" ", reading.folded).strip()
        if not taken and name in {**self._table.units, **self._table.former} and not name.isdigit():
            others.append(self._named(reading, "", name, "", (0, len(reading.text))))
        for match in self._district.finditer(reading.folded):
            mention = self._only_district(match)
            if not any(mention.overlaps(other) for other in taken):
                others.append(mention)
        return others

    def _ward(self, reading: Reading, match: re.Match[str]) -> Mention | None:
        groups = match.groupdict()
        kind = _WARD_TYPES.get(groups.get("type") or groups.get("numbered") or "", "")
        name = groups.get("name") or groups.get("bare") or str(int(groups["digits"] or 0))
        if kind == "Xã" and groups.get("type") and not self._says_type(reading, match):
            return None
        return self._named(reading, kind, name, self._district_of(match), match.span())

    def _says_type(self, reading: Reading, match: re.Match[str]) -> bool:
        start, end = match.span("type")
        return reading.may_say(start, end, "xã", "x")

    def _named(
        self, reading: Reading, kind: str, name: str, district: str, span: tuple[int, int]
    ) -> Mention | None:
        units, former = self._candidates(kind, name, district)
        doubts = []
        if district and not units and not former and not name.isdigit():
            units, former = self._candidates(kind, name, "")
            doubts.append("unknown")
        if not units and not former:
            return self._unknown(kind, name, district, span)
        types = {unit.type for unit in units} | {ward.type for ward in former}
        if kind and kind not in types:
            doubts.append("type")
        units, former, misspelt = _spelt_like(reading.typed(*span), units, former)
        if misspelt:
            doubts.append("spelling")
        every = list(dict.fromkeys([*units, *(unit for ward in former for unit in ward.became)]))
        if len(every) > 1:
            doubts.append("several")
        return _mention(every, district, bool(former) and not units, span, doubts)

    def _candidates(
        self, kind: str, name: str, district: str
    ) -> tuple[list[Unit], list[FormerWard]]:
        units = self._table.units.get(name, [])
        former = self._table.former.get(name, [])
        if district:
            there = self._table.by_district[district]
            units = [unit for unit in units if unit in there]
            former = [ward for ward in former if ward.district == district]
            # The district's name says that the former ward is meant, where there was one.
            units = [] if former else units
        same_type = [unit for unit in units if unit.type == kind]
        same_former = [ward for ward in former if ward.type == kind]
        return (same_type, same_former) if same_type or same_former else (units, former)

    def _unknown(
        self, kind: str, name: str, district: str, span: tuple[int, int]
    ) -> Mention | None:
        """A number that no ward bears counts only with a district: "tổ 3 p 99" may be a room."""
        return _mention([], district, True, span, ["unknown"]) if district and kind else None

    def _district_of(self, match: re.Match[str]) -> str:
        groups = match.groupdict()
        if groups["number"]:
            return self._table.districts[f"quan {groups['number']}"]
        if groups["initials"]:
            return self._table.short_districts[groups["initials"]]
        return self._table.districts.get(groups.get("whole") or groups["named"] or "", "")

    def _only_district(self, match: re.Match[str]) -> Mention:
        groups = {"whole": None, **match.groupdict()}
        district = (
            self._table.districts[f"quan {groups['number']}"]
            if groups["number"]
            else self._table.short_districts.get(groups["initials"] or "")
            or self._table.districts[groups["named"] or ""]
        )
        units = self._table.by_district[district]
        return _mention(units, district, True, match.span(), ["district"])


_NOT_NAME = re.compile(r"[^\w]+")


@lru_cache(maxsize=1)
def load_ward_finder() -> WardFinder:
    """Return the finder over the shipped tables.

    Raises:
        InvalidInput: a table is missing or broken.
    """
    return WardFinder(load_wards())


def _alternatives(names: Iterable[str]) -> str:
    ordered = sorted((name for name in names if not name.isdigit()), key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in ordered)


def _spelt_like(
    typed: str, units: list[Unit], former: list[FormerWard]
) -> tuple[list[Unit], list[FormerWard], bool]:
    """Keep the names with the diacritics typed, if any was; tell whether none fits."""

    def fits(name: str) -> bool:
        spelt = " ".join(place_tone(word) for word in name.lower().split())
        return spelt in typed or fold(spelt) in typed

    right_units = [unit for unit in units if fits(unit.name)]
    right_former = [ward for ward in former if fits(ward.name)]
    if right_units or right_former:
        return right_units, right_former, False
    return units, former, True


def _mention(
    units: list[Unit], district: str, former: bool, span: tuple[int, int], doubts: list[str]
) -> Mention:
    value: dict[str, Json] = {
        "units": [{"code": unit.code, "name": unit.full_name} for unit in units],
        "district": district or None,
        "former": former,
    }
    return Mention("ward", value, *span, tuple(doubts))
