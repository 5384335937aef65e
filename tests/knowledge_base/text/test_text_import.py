import subprocess
import sys

import pytest

import knowledge_base.text as text

HEAVY = ("numpy", "yaml", "pydantic", "structlog", "torch", "sqlalchemy")


def _run(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout


def test_import_is_light() -> None:
    loaded = _run("import sys, knowledge_base.text; print(*sys.modules)").split()
    assert not set(HEAVY) & set(loaded)


def test_restorer_needs_no_more_than_numpy() -> None:
    loaded = _run(
        "import sys; from knowledge_base.text import Restorer; print(*sys.modules)"
    ).split()
    assert "numpy" in loaded
    assert not set(HEAVY[1:]) & set(loaded)


def test_import_takes_under_a_tenth_of_a_second() -> None:
    code = (
        "import time; s = time.perf_counter(); import knowledge_base.text; "
        "print(time.perf_counter() - s)"
    )
    _run(code)  # writes the byte code
    assert min(float(_run(code)) for _ in range(5)) < 0.1


def test_public_names_are_there() -> None:
    assert all(getattr(text, name) for name in text.__all__)
    with pytest.raises(AttributeError):
        text.nothing  # noqa: B018
