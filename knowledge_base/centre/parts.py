"""The parts of the centre's data: building, way, visit, opening hours."""

from __future__ import annotations

from datetime import time
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
PartialDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Weekday = Annotated[int, Field(ge=1, le=7)]
Count = Annotated[int, Field(ge=0)]


class Part(BaseModel):
    """Base of all parts: unknown keys are refused, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Address(Part):
    """A postal address; districts are gone since 1 July 2025, so there is none."""

    street: Text
    ward: Text
    city: Text

    def __str__(self) -> str:
        """The address on one line."""
        return f"{self.street}, {self.ward}, {self.city}"


class TravelKind(StrEnum):
    """How one gets to the centre."""

    METRO = "metro"
    BUS = "xe_buyt"
    CAR = "xe_rieng"


class Direction(Part):
    """A way to the centre; ``distance_m`` is the walk from ``stop`` in metres, about."""

    kind: TravelKind
    line: Text
    stop: Text
    distance_m: Count | None = None


class Floor(Part):
    """A floor (tầng) with the names of its zones (khu)."""

    number: Annotated[int, Field(ge=1)]
    zones: list[Text]


class Range(Part):
    """An estimate between two numbers."""

    lowest: Count
    highest: Count

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.lowest > self.highest:
            raise ValueError("lowest is above highest")
        return self


class Building(Part):
    """Floors, counters (quầy) and how many people fit in at a time."""

    floors: list[Floor]
    counters: Count
    counters_in_use: Count
    people_at_a_time: Range

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.counters_in_use > self.counters:
            raise ValueError("more counters in use than there are")
        zones = [zone for floor in self.floors for zone in floor.zones]
        if len(set(zones)) != len(zones):
            raise ValueError("a zone stands on two floors")
        return self

    def floor(self, number: int) -> Floor | None:
        """The floor with that number, or ``None``."""
        return next((floor for floor in self.floors if floor.number == number), None)


class VisitStep(Part):
    """One step of a visit, from the citizen's side."""

    title: Text
    text: Text


class Priority(Part):
    """Who goes to the priority counter (quầy ưu tiên), and how."""

    groups: list[Text]
    rule: Text


class Hotline(Part):
    """A telephone number to call; ``number`` is text, as it may start with 0."""

    name: Text
    number: Annotated[str, StringConstraints(pattern=r"^\d{3,11}$")]


class Branch(Part):
    """A branch (chi nhánh) by the area it serves; ``address`` is ``None`` until confirmed."""

    area: Text
    address: Address | None = None


class AreaTeams(Part):
    """The area teams (tổ địa bàn): how many, and their addresses once confirmed."""

    count: Count
    addresses: list[Address] = []


class FilingRule(Part):
    """Whether one must file where one lives, and the sentence that says so."""

    bound_to_residence: bool
    text: Text


class Session(Part):
    """A part of the day in which the doors are open."""

    opens: time
    closes: time

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.opens >= self.closes:
            raise ValueError("a session closes before it opens")
        return self


class DayHours(Part):
    """The same sessions on several weekdays; 1 is Monday, 7 is Sunday."""

    days: list[Weekday]
    sessions: list[Session]


class SaturdayMorning(Part):
    """How many of the ward centres open on Saturday morning, and for which fields."""

    centres: Count
    of_centres: Count
    fields: list[Text]


class HoursExample(Part):
    """Published hours of another place: an example, never the hours of this centre."""

    place: Text
    weekly: list[DayHours]
    saturday_morning: SaturdayMorning | None = None


class CentreSource(Part):
    """Where the facts come from and as of when (a year, a month or a day)."""

    name: Text
    retrieved: PartialDate
