"""Processing times (thời hạn giải quyết) from a table cell such as "7 Ngày làm việc"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge_base.importers.furniture import one_line, says_nothing
from knowledge_base.importers.rows import Issue
from knowledge_base.model import Duration, DurationUnit

UNIT_WORDS = {
    "ngày làm việc": DurationUnit.WORKING_DAY,
    "giờ làm việc": DurationUnit.WORKING_HOUR,
    "ngày": DurationUnit.DAY,
    "giờ": DurationUnit.HOUR,
    "tháng": DurationUnit.MONTH,
    "năm": DurationUnit.YEAR,
}
# No thousands separators occur in times: a comma or a dot is a decimal mark.
NUMBER = r"\d{1,4}(?:[.,]\d{1,2})?"
_CELL = re.compile(rf"({NUMBER})\s*({'|'.join(UNIT_WORDS)})?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TimeCell:
    """A parsed cell: no duration and an issue, a duration, or a duration with an issue."""

    duration: Duration | None
    issue: Issue | None = None


def parse_time(cell: str) -> TimeCell:
    """Read one cell.

    A bare number keeps its value and gets no unit; words ("Không quy định") become the
    note of a duration without a value.
    """
    text = one_line(cell)
    if says_nothing(text) and text.casefold() != "không quy định":
        return TimeCell(None, Issue.TIME_MISSING)
    found = _CELL.match(text)
    if found is None:
        return TimeCell(Duration(note=text))
    value = float(found[1].replace(",", "."))
    if found[2] is None:
        return TimeCell(Duration(value=value), Issue.TIME_NO_UNIT)
    return TimeCell(Duration(value=value, unit=UNIT_WORDS[found[2].casefold()]))


def unit_is_disputed(duration: Duration, description: str) -> bool:
    """Whether the words beside the cell give the same number in the other kind of days.

    A cell may say "10 Ngày" while its description says "10 ngày làm việc": working days
    and days are never mixed up, so staff must settle it.
    """
    if duration.value is None or duration.unit not in (DurationUnit.DAY, DurationUnit.WORKING_DAY):
        return False
    number = rf"(?<![\d.,])0?{duration.value:g}(?:\s*\([^()]*\))?\s*"
    in_days = re.search(number + r"ngày(?!\s*làm việc)", description, re.IGNORECASE)
    in_working_days = re.search(number + r"ngày\s*làm việc", description, re.IGNORECASE)
    said, other = (
        (in_days, in_working_days)
        if duration.unit is DurationUnit.DAY
        else (in_working_days, in_days)
    )
    return other is not None and said is None
