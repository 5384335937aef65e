"""``motcua staff`` as an operator of the machine runs it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli.main import app


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MOTCUA_STATE_DIR", str(tmp_path))
    return tmp_path


def motcua(*words: str) -> Result:
    return CliRunner().invoke(app, ["staff", *words])


def listed() -> dict[str, dict[str, object]]:
    return {row["username"]: row for row in json.loads(motcua("list", "--json").stdout)}


def test_an_account_from_the_first_day_to_the_last(state: Path):
    made = motcua("create", "lan.nguyen", "--name", "Nguyễn Thị Lan", "--role", "administrator")
    assert made.exit_code == 0, made.output
    assert "/console/activate" in made.stdout
    assert motcua("create", "an.le", "--name", "Lê An").exit_code == 0
    assert motcua("grant", "an.le", "--role", "curator", "--department", "so-y-te").exit_code == 0
    told = listed()["an.le"]
    assert told["state"] == "waiting"
    assert told["grants"] == [
        {"role": "curator", "department": "so-y-te", "ward": "*", "where": "Sở Y tế"}
    ]
    assert motcua("disable", "an.le").exit_code == 0
    assert listed()["an.le"]["state"] == "disabled"
    assert motcua("enable", "an.le").exit_code == 0
    assert "activation code" in motcua("reset-password", "an.le", "--second-factor").stdout
    assert motcua("revoke", "an.le", "--role", "curator", "--department", "so-y-te").exit_code == 0
    assert listed()["an.le"]["grants"] == []
    assert "lan.nguyen" in motcua("list").stdout


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("create", "Lan Nguyễn", "--name", "Lan"), 2, "staff.username_invalid"),
        (("create", "lan.nguyen", "--name", " "), 2, "staff.name_invalid"),
        (
            ("create", "x.one", "--name", "X", "--role", "curator", "--ward", "1"),
            2,
            "input.invalid",
        ),
        (("disable", "nobody"), 1, "staff.account_not_found"),
        (("grant", "nobody", "--role", "curator"), 1, "staff.account_not_found"),
        (("create", "x.one", "--name", "X", "--role", "king"), 2, ""),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    state: Path, words: tuple[str, ...], status: int, code: str
):
    result = motcua(*words)
    assert result.exit_code == status
    assert code in result.output
    assert "Traceback" not in result.output


def test_verify_finds_a_changed_entry(state: Path):
    motcua("create", "lan.nguyen", "--name", "Nguyễn Thị Lan")
    motcua("disable", "lan.nguyen")
    assert motcua("audit", "verify").exit_code == 0
    with sqlite3.connect(state / "motcua.db") as database:
        database.execute("DROP TRIGGER audit_entry_no_update")
        database.execute("UPDATE audit_entry SET actor = 'x' WHERE seq = 2")
    broken = motcua("audit", "verify")
    assert broken.exit_code == 1
    assert "broken at entry 2" in broken.output
