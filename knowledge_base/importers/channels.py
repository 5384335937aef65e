"""Ways to file (cách thức thực hiện) from the portal's flattened table.

The page's table lost its cell borders: "Hình thức nộpThời gianPhí, lệ phíMô tảTrực
tuyến7 Ngày làm việc10,000 Việt Nam Đồng(…)Gửi qua …Trực tiếp…". A row is told by its
first three cells: a kind of filing, directly followed by a time, directly followed by
a fee. The same words inside a description ("Trực tuyến: nộp qua …") are no row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from knowledge_base.importers.fees import parse_fee
from knowledge_base.importers.furniture import NOTHING, clean, normalise, says_nothing
from knowledge_base.importers.money import GROUPED
from knowledge_base.importers.rows import Issue
from knowledge_base.importers.times import NUMBER, UNIT_WORDS, parse_time, unit_is_disputed
from knowledge_base.model import Channel, ChannelKind, Duration

KINDS = {
    "trực tuyến": ChannelKind.ONLINE,
    "trực tiếp": ChannelKind.COUNTER,
    "dịch vụ bưu chính": ChannelKind.POST,
}

_KIND = r"Trực tuyến|Trực tiếp|Dịch vụ bưu chính"
_UNIT = "|".join(word.capitalize() for word in UNIT_WORDS)
_CURRENCY = "(?:Việt Nam Đồng|VNĐ|USD)"
_FEE = rf"{NOTHING}|Miễn phí|(?:{GROUPED}) {_CURRENCY}"
_WORDS = rf"(?!{_KIND})[^\W\d_](?:(?!{_KIND}|Miễn phí|{NOTHING})[^\n]){{0,160}}?"
_ROW = re.compile(
    rf"(?P<kind>{_KIND})\s?(?:"
    rf"(?P<time>{NUMBER}\s?(?:{_UNIT})|{NOTHING})\s?(?P<fee>{_FEE})"
    rf"|(?P<bare>{NUMBER})(?P<bare_fee>{NOTHING}|Miễn phí)"
    rf"|(?P<glued>[\d.,]{{2,24}}) (?P<currency>{_CURRENCY})"
    rf"|(?P<words>{_WORDS})(?P<words_fee>{_FEE}))"
)

# "(i)", "(1)", "(a)" open a description's list; they are no remark on the fee.
_ENUMERATOR = re.compile(r"\([\divx]{1,4}\)|\([a-zđ]\)")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of the table, still in the words of the source."""

    kind: ChannelKind
    time: str
    fee: str
    bracket: str
    description: str


@dataclass(slots=True)
class ChannelsResult:
    """The channels, in the order of the source, and what is doubtful in them."""

    channels: list[Channel] = field(default_factory=list)
    issues: set[Issue] = field(default_factory=set)


def parse_portal_channels(text: str) -> ChannelsResult:
    """Read the flattened table of the national portal."""
    text = normalise(text)
    rows, issues = _rows(text)
    if not rows:
        result = ChannelsResult(issues={Issue.TIME_MISSING, Issue.FEE_MISSING})
        if not says_nothing(clean(text)):
            result.issues.add(Issue.CHANNELS_UNREADABLE)
        return result
    result = channels_of(rows)
    result.issues |= issues
    return result


def channels_of(rows: list[TableRow]) -> ChannelsResult:
    """Put the rows of one kind together: a kind may have several rows (times, fees)."""
    result = ChannelsResult()
    by_kind: dict[ChannelKind, list[TableRow]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row)
    for kind, own_rows in by_kind.items():
        result.channels.append(_channel(kind, own_rows, result.issues))
    return result


def _channel(kind: ChannelKind, rows: list[TableRow], issues: set[Issue]) -> Channel:
    descriptions = {row.description for row in rows}
    shared_note = rows[0].description if len(descriptions) == 1 else ""
    channel = Channel(kind=kind, note=shared_note or None)
    for row in rows:
        own_note = "" if shared_note else row.description
        _add_time(channel, row, own_note, issues)
        _add_fee(channel, row, issues)
    return channel


def _add_time(channel: Channel, row: TableRow, note: str, issues: set[Issue]) -> None:
    cell = parse_time(row.time)
    if cell.issue is not None:
        issues.add(cell.issue)
    duration = cell.duration
    if duration is None and not note:
        return
    if duration is not None and unit_is_disputed(duration, row.description):
        issues.add(Issue.TIME_UNIT_DISPUTED)
    notes = [part for part in (duration.note if duration else None, note) if part]
    timed = Duration(
        value=duration.value if duration else None,
        unit=duration.unit if duration else None,
        note="\n".join(notes) or None,
    )
    if timed not in channel.times:
        channel.times.append(timed)


def _add_fee(channel: Channel, row: TableRow, issues: set[Issue]) -> None:
    cell = parse_fee(row.fee, row.bracket)
    if cell.issue is not None:
        issues.add(cell.issue)
    if cell.fee is not None and cell.fee not in channel.fees:
        channel.fees.append(cell.fee)


def _rows(text: str) -> tuple[list[TableRow], set[Issue]]:
    found = list(_ROW.finditer(text))
    rows: list[TableRow] = []
    issues: set[Issue] = set()
    ends = [*(match.start() for match in found[1:]), len(text)] if found else []
    for match, end in zip(found, ends, strict=True):
        bracket, description = _bracket_and_rest(text[match.end() : end])
        kind = KINDS[match["kind"].casefold()]
        time, fee = _cells(match)
        if match["glued"] is not None and not time:
            issues.add(Issue.TIME_FEE_GLUED)
        rows.append(TableRow(kind, time, fee, bracket, description))
    return rows, issues


def _cells(match: re.Match[str]) -> tuple[str, str]:
    if match["time"] is not None:
        return match["time"], match["fee"]
    if match["bare"] is not None:
        return match["bare"], match["bare_fee"]
    if match["words"] is not None:
        return match["words"], match["words_fee"]
    time, amount = split_glued(match["glued"])
    return time, f"{amount} {match['currency']}"


def split_glued(digits: str) -> tuple[str, str]:
    """Part a bare time from the amount behind it: "1100,000" is "1" and "100,000".

    Only a split that is the single possible one counts: no amount starts with a zero,
    and behind a separator stand three digits. Otherwise the time is "" (not known)
    and the digits stay together, for a reader to see.
    """
    splits = [
        (digits[:place], digits[place:])
        for place in range(1, min(4, len(digits)))
        if digits[:place].isdecimal() and _is_amount(digits[place:])
    ]
    return splits[0] if len(splits) == 1 else ("", digits)


def _is_amount(text: str) -> bool:
    return text[:1] != "0" and re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+|\d+", text) is not None


def _bracket_and_rest(text: str) -> tuple[str, str]:
    """Split "(…)description"; an unclosed bracket takes all, for no one knows its end."""
    text = text.lstrip(" ")
    if not text.startswith("("):
        return "", clean(text)
    end = _closing(text)
    if end is None:
        return text[1:], ""
    if _ENUMERATOR.fullmatch(text[: end + 1]):
        return "", clean(text)
    return text[1:end], clean(text[end + 1 :])


def _closing(text: str) -> int | None:
    depth = 0
    for place, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return place
    return None
