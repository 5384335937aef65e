"""Where the API is and how we prove who we are, from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

DEFAULT_URL = "http://127.0.0.1:8000"
DEFAULT_TIMEOUT_S = 5.0


@dataclass(frozen=True)
class ClientSettings:
    """Settings of the client.

    Attributes:
        base_url: ``MOTCUA_API_URL``.
        token: ``MOTCUA_SERVICE_TOKEN``; never printed.
        timeout: ``MOTCUA_API_TIMEOUT_S``, seconds for one whole call.
    """

    base_url: str = DEFAULT_URL
    token: str = field(default="", repr=False)
    timeout: float = DEFAULT_TIMEOUT_S

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> ClientSettings:
        """Read the settings.

        Raises:
            ValueError: the time-out is not a positive number.
        """
        raw = environment.get("MOTCUA_API_TIMEOUT_S") or str(DEFAULT_TIMEOUT_S)
        timeout = float(raw)
        if timeout <= 0:
            raise ValueError(f"MOTCUA_API_TIMEOUT_S must be positive, not {raw}")
        return cls(
            base_url=environment.get("MOTCUA_API_URL") or DEFAULT_URL,
            token=environment.get("MOTCUA_SERVICE_TOKEN", ""),
            timeout=timeout,
        )
