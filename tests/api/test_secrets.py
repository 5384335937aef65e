"""Secrets are made once, kept, readable by their owner alone, and can be given."""

import stat
from pathlib import Path

from api.secrets import service_token, session_secret
from api.settings import Settings


def test_a_token_is_made_once(tmp_path: Path):
    first, second = (service_token(Settings(state_dir=tmp_path)) for _ in range(2))
    assert first == second
    assert len(first) >= 32
    assert session_secret(Settings(state_dir=tmp_path)) != first


def test_only_the_owner_can_read_it(tmp_path: Path):
    service_token(Settings(state_dir=tmp_path))
    mode = stat.S_IMODE((tmp_path / "secrets.env").stat().st_mode)
    assert mode == 0o600


def test_a_given_token_is_not_written(tmp_path: Path):
    assert service_token(Settings(state_dir=tmp_path, service_token="given")) == "given"
    assert not (tmp_path / "secrets.env").exists()
