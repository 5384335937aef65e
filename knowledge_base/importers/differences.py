"""What an import says otherwise than the curated record, field by field, for the review.

A curated record always wins: this only shows staff where to look. Both sides are short
texts in the words of the record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from knowledge_base.importers.legal_numbers import key_of
from knowledge_base.model import Channel, ChannelKind, Duration, Fee, Procedure, Section

_LONGEST_SIDE = 2000


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs; "" on a side means that it says nothing there."""

    section: Section
    field: str
    curated: str
    imported: str


def differences(curated: Procedure, imported: Procedure) -> list[Difference]:
    """Compare two records of one procedure, in the order of the sections."""
    found: list[Difference] = []
    for section, field, show in _FIELDS:
        _compare(found, section, field, show(curated), show(imported))
    for kind in ChannelKind:
        mine, theirs = curated.channel(kind), imported.channel(kind)
        if mine is None or theirs is None:
            continue
        _compare_channels(found, kind, mine, theirs)
    order = list(Section)
    return sorted(found, key=lambda item: order.index(item.section))


def show_duration(duration: Duration) -> str:
    """A duration in short: "7 ngay_lam_viec", "1 (no unit)", or its note."""
    if duration.value is None:
        return duration.note or ""
    unit = duration.unit.value if duration.unit else "(no unit)"
    return f"{duration.value:g} {unit}"


def show_fee(fee: Fee) -> str:
    """A fee in short: "10000", or "(no amount)"."""
    return "(no amount)" if fee.amount is None else str(fee.amount)


def _compare_channels(
    found: list[Difference], kind: ChannelKind, mine: Channel, theirs: Channel
) -> None:
    field = f"channels.{kind.value}"
    _compare(found, Section.TIME, f"{field}.times", _times(mine), _times(theirs))
    _compare(found, Section.FEE, f"{field}.fees", _fees(mine), _fees(theirs))


def _times(channel: Channel) -> str:
    return _joined({show_duration(item) for item in channel.times if item.value is not None})


def _fees(channel: Channel) -> str:
    return _joined({show_fee(item) for item in channel.fees})


def _compare(
    found: list[Difference], section: Section, field: str, curated: str, imported: str
) -> None:
    if curated != imported:
        found.append(Difference(section, field, curated[:_LONGEST_SIDE], imported[:_LONGEST_SIDE]))


def _joined(items: Iterable[str]) -> str:
    return ", ".join(sorted(item for item in items if item))


def _count(number: int) -> str:
    return str(number) if number else ""


_FIELDS: list[tuple[Section, str, Callable[[Procedure], str]]] = [
    (Section.WHOLE, "name", lambda item: item.name),
    (Section.WHOLE, "field", lambda item: item.field),
    (Section.WHOLE, "act", lambda item: item.act.value),
    (Section.DOCUMENTS, "documents.count", lambda item: _count(len(item.documents))),
    (
        Section.DOCUMENTS,
        "documents.names",
        lambda item: "\n".join(document.name for document in item.documents),
    ),
    (Section.WHERE, "levels", lambda item: _joined(level.value for level in item.levels)),
    (
        Section.WHERE,
        "channels",
        lambda item: _joined(channel.kind.value for channel in item.channels),
    ),
    (Section.WHERE, "authority", lambda item: item.authority or ""),
    (Section.WHERE, "where", lambda item: item.where or ""),
    (Section.STEPS, "steps.count", lambda item: _count(len(item.steps))),
    (Section.WHO, "applicants", lambda item: _joined(who.value for who in item.applicants)),
    (Section.CONDITIONS, "conditions.count", lambda item: _count(len(item.conditions))),
    (Section.RESULT, "results", lambda item: "\n".join(item.results)),
    (
        Section.BASIS,
        "legal_basis.numbers",
        lambda item: _joined(key_of(basis.number) for basis in item.legal_basis),
    ),
    (Section.ONLINE, "online_address", lambda item: item.online_address or ""),
    (Section.FORM, "forms.count", lambda item: _count(len(item.forms))),
    (Section.WHOLE, "source.decision", lambda item: item.source.decision or ""),
]
