"""The console on a database of its own, with a clock to set."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from api.staff.services import StaffServices
from tests.fakes.console_app import Clock, console_app


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def console(tmp_path: Path, clock: Clock) -> Iterator[FastAPI]:
    app = console_app(tmp_path, clock)
    yield app
    app.state.engine.dispose()


@pytest.fixture
def staff(console: FastAPI) -> StaffServices:
    return console.state.staff
