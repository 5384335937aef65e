"""Settings: documented, bounded, and free of surprises."""

import dataclasses
from pathlib import Path

import pytest
from pydantic import ValidationError

from api.settings import ROOT, Settings

REFERENCE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_documented_with_its_default(name: str):
    field = Settings.model_fields[name]
    assert field.description
    shown = "unset" if field.default is None else str(field.default).lower()
    row = f"| `MOTCUA_{name.upper()}` | {shown} | {field.description} |"
    assert row in REFERENCE


def test_every_documented_setting_exists():
    from api.client.settings import ClientSettings

    documented = {line.split("`")[1] for line in REFERENCE.splitlines() if line.startswith("| `")}
    own = {f"MOTCUA_{name.upper()}" for name in Settings.model_fields}
    client = {f"MOTCUA_{item.name.upper()}" for item in dataclasses.fields(ClientSettings)}
    extra = {"MOTCUA_TRACKER_DB", "MOTCUA_ACTIONS_URL", "MOTCUA_SPEEDUPS", "MOTCUA_SHARED_DIR"}
    assert own <= documented
    assert documented - own - extra <= client | {
        "MOTCUA_API_URL",
        "MOTCUA_API_TIMEOUT_S",
        "MOTCUA_SERVICE_TOKEN",
    }


def test_a_port_out_of_range_is_refused():
    with pytest.raises(ValidationError):
        Settings(port=70000)


def test_state_moves_as_a_whole(tmp_path: Path):
    settings = Settings(state_dir=tmp_path)
    assert settings.index_dir.is_relative_to(tmp_path)
    assert str(tmp_path) in settings.sqlalchemy_url
