"""What the domain says of its own accord."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

DOMAIN = Path(__file__).resolve().parents[2] / "domain"
RESPONSES: dict[str, Any] = {
    name: wordings
    for path in sorted(DOMAIN.glob("*.yml"))
    for name, wordings in yaml.safe_load(path.read_text(encoding="utf-8"))
    .get("responses", {})
    .items()
}


@pytest.mark.parametrize("name", sorted(RESPONSES))
def test_the_same_question_gets_the_same_answer(name: str):
    # Rasa picks among several wordings by chance.
    assert len(RESPONSES[name]) == 1
