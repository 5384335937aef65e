"""Privacy on real databases, with a stand-in for Rasa."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.privacy_desk import PrivacyDesk, RasaConversationsServer


@pytest.fixture
def rasa() -> Iterator[RasaConversationsServer]:
    with RasaConversationsServer() as server:
        yield server


@pytest.fixture
def desk(tmp_path: Path, rasa: RasaConversationsServer) -> Iterator[PrivacyDesk]:
    made = PrivacyDesk(tmp_path, rasa_port=rasa.port, sms="sandbox")
    yield made
    made.close()
