"""Secrets that are made once and kept in the state folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from api.settings import Settings

FILE_NAME = "secrets.env"
_NAMES = (
    "MOTCUA_SERVICE_TOKEN",
    "MOTCUA_SESSION_SECRET",
    "MOTCUA_STAFF_SECRET",
    "MOTCUA_CIPHER_SECRET",
)


def service_token(settings: Settings) -> str:
    """The token between our processes: from the settings, else made once and kept."""
    if settings.service_token is not None:
        return settings.service_token.get_secret_value()
    return _kept(settings.state)["MOTCUA_SERVICE_TOKEN"]


def session_secret(settings: Settings) -> str:
    """The key that signs sessions: from the settings, else made once and kept."""
    if settings.session_secret is not None:
        return settings.session_secret.get_secret_value()
    return _kept(settings.state)["MOTCUA_SESSION_SECRET"]


def cipher_secret(settings: Settings) -> str:
    """The key that encrypts personal data at rest: from the settings, else made once and kept."""
    if settings.cipher_secret is not None:
        return settings.cipher_secret.get_secret_value()
    return _kept(settings.state)["MOTCUA_CIPHER_SECRET"]


def staff_secret(settings: Settings) -> str:
    """What protects staff accounts and the audit log: given, else made once and kept."""
    if settings.staff_secret is not None:
        return settings.staff_secret.get_secret_value()
    return _kept(settings.state)["MOTCUA_STAFF_SECRET"]


def _kept(state: Path) -> dict[str, str]:
    path = state / FILE_NAME
    values = _read(path)
    missing = [name for name in _NAMES if name not in values]
    if missing:
        values |= {name: secrets.token_urlsafe(32) for name in missing}
        _write(path, values)
    return values


def _read(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    pairs = (line.split("=", 1) for line in path.read_text().splitlines() if "=" in line)
    return {name.strip(): value.strip() for name, value in pairs}


def _write(path: Path, values: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    # Readable by its owner alone from the first byte on.
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.writelines(f"{name}={value}\n" for name, value in sorted(values.items()))
    fresh.replace(path)
