"""What the importer yields for each line of a file, and the stable codes in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from knowledge_base.model import Procedure, Section


class Reason(StrEnum):
    """Why a row was set aside (quarantined). Stable: programs and screens rely on it."""

    JSON_BROKEN = "json.broken"
    ENCODING_BROKEN = "encoding.broken"
    LINE_TOO_LONG = "line.too_long"
    NOT_AN_OBJECT = "row.not_object"
    SHAPE_UNKNOWN = "shape.unknown"
    FIELD_NOT_TEXT = "field.not_text"
    CODE_MISSING = "code.missing"
    CODE_MALFORMED = "code.malformed"
    CODE_MISMATCH = "code.mismatch"
    CODE_DUPLICATE = "duplicate.code"
    NAME_MISSING = "name.missing"
    FIELD_MISSING = "field.missing"
    RECORD_INVALID = "record.invalid"


class Issue(StrEnum):
    """What is doubtful in a row that was imported; each one makes a section unconfirmed."""

    TIME_MISSING = "time.missing"
    TIME_NO_UNIT = "time.no_unit"
    TIME_UNIT_DISPUTED = "time.unit_disputed"
    TIME_FEE_GLUED = "time.glued_to_fee"
    FEE_MISSING = "fee.missing"
    FEE_FREE_CONTRADICTED = "fee.free_contradicted"
    FEE_AMOUNT_DOUBTFUL = "fee.amount_doubtful"
    FEE_FOREIGN_CURRENCY = "fee.foreign_currency"
    CHANNELS_UNREADABLE = "channels.unreadable"
    DOCUMENTS_MISSING = "documents.missing"
    DOCUMENTS_UNREADABLE = "documents.unreadable"
    STEPS_MISSING = "steps.missing"
    STEPS_CUT = "steps.cut"
    CONDITIONS_CUT = "conditions.cut"
    RESULTS_CUT = "result.cut"
    BASIS_UNREADABLE = "basis.unreadable"
    WHO_UNREADABLE = "who.unreadable"
    LEVEL_UNREADABLE = "level.unreadable"
    PLACE_ELSEWHERE = "place.other_province"
    PLACE_DISTRICT = "place.district_gone"

    @property
    def section(self) -> Section:
        """The section that staff must confirm because of this issue."""
        return _SECTIONS[self.value.split(".")[0]]


_SECTIONS = {
    "time": Section.TIME,
    "fee": Section.FEE,
    "channels": Section.WHERE,
    "documents": Section.DOCUMENTS,
    "steps": Section.STEPS,
    "conditions": Section.CONDITIONS,
    "result": Section.RESULT,
    "basis": Section.BASIS,
    "who": Section.WHO,
    "level": Section.WHERE,
    "place": Section.WHERE,
}


@dataclass(frozen=True, slots=True)
class Imported:
    """A row that became a procedure; ``raw`` is the row as it came, nothing dropped."""

    procedure: Procedure
    raw: dict[str, Any]
    line: int = 0
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A row that cannot be trusted. ``detail`` is English and never quotes the row at length."""

    line: int
    code: str | None
    reason_code: Reason
    detail: str
    raw: dict[str, Any] | None = None


ParsedRow = Imported | Quarantined
