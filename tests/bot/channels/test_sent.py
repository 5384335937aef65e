"""Notes of what was sent: they outlive the process, and never grow for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channels.base import sent
from bot.channels.base.sent import SentNotes


def notes(path: Path) -> SentNotes:
    opened = SentNotes(path)
    opened.open()
    return opened


def test_a_note_is_read_by_the_next_process_though_nothing_was_closed(tmp_path: Path):
    first = notes(tmp_path / "new" / "zalo.txt")
    first.add("msg:1")
    assert "msg:1" in first
    second = notes(tmp_path / "new" / "zalo.txt")
    assert "msg:1" in second
    assert "msg:2" not in second
    first.close()
    second.close()


def test_two_workers_note_beside_each_other(tmp_path: Path):
    one, two = notes(tmp_path / "a.txt"), notes(tmp_path / "a.txt")
    one.add("1")
    two.add("2")
    noted = (tmp_path / "a.txt").read_text().split()
    assert len(noted) == len(set(noted)) == 2
    assert set(noted) & {"1", "2"} == set()
    one.close()
    two.close()


def test_old_notes_are_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sent, "_KEPT", 3)
    (tmp_path / "a.txt").write_text("".join(f"{key}\n" for key in range(7)))
    opened = notes(tmp_path / "a.txt")
    opened.add("7")
    opened.close()
    assert (tmp_path / "a.txt").read_text().split()[:3] == ["4", "5", "6"]
    assert "7" in opened
    assert len((tmp_path / "a.txt").read_text().split()) == 4
