"""Every process is killed once amid messages; ``make deaths`` does it with a thousand."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

from tests.bench.deaths import PROCESSES, measure

pytestmark = pytest.mark.e2e


def test_no_message_is_lost_or_handled_twice(tmp_path: Path):
    outcome = measure(tmp_path, 120, len(PROCESSES), Console())
    assert (outcome.lost, outcome.twice, outcome.unanswered) == (0, 0, 0)
    # One answer at most is between its send and its note when a process dies.
    assert outcome.doubled <= outcome.kills
