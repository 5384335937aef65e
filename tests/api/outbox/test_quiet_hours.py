"""Quiet hours by the clock of the city."""

from datetime import datetime

import pytest

from api.outbox.quiet_hours import QuietHours


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-23T{text}:00+07:00")


@pytest.mark.parametrize(
    ("hours", "clock", "quiet"),
    [
        ("21:00-07:00", "20:59", False),
        ("21:00-07:00", "21:00", True),
        ("21:00-07:00", "00:30", True),
        ("21:00-07:00", "06:59", True),
        ("21:00-07:00", "07:00", False),
        ("12:00-13:30", "12:15", True),
        ("12:00-13:30", "13:30", False),
        ("", "03:00", False),
        ("08:00-08:00", "08:00", False),
    ],
)
def test_they_hold(hours: str, clock: str, quiet: bool):
    assert QuietHours.parse(hours).hold(at(clock)) is quiet


@pytest.mark.parametrize(
    ("clock", "allowed"),
    [
        ("20:00", "2026-11-23T20:00:00+07:00"),
        ("22:00", "2026-11-24T07:00:00+07:00"),
        ("02:00", "2026-11-23T07:00:00+07:00"),
    ],
)
def test_the_morning_after(clock: str, allowed: str):
    assert QuietHours.parse("21:00-07:00").allowed(at(clock)).isoformat() == allowed


@pytest.mark.parametrize("written", ["21-7", "25:00-07:00", "21:00", "21:00-07:60"])
def test_nonsense_is_refused(written: str):
    with pytest.raises(ValueError, match="no quiet hours"):
        QuietHours.parse(written)
