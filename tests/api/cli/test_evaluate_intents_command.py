"""``motcua evaluate intents`` as a process: Rasa's trained model in its own environment."""

import json
import os
import subprocess
import sys
from pathlib import Path

from api.settings import ROOT

ROWS = [
    {"id": "1", "text": "chào em", "intent": "greet", "set": "talk"},
    {"id": "2", "text": "cảm ơn em nhiều nha", "intent": "thanks", "set": "talk"},
    {"id": "3", "text": "giá vàng hôm nay bao nhiêu", "intent": "greet", "set": "wrong"},
]


def motcua(file: Path, state: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "api.cli.main", "evaluate", "intents", str(file), "--json"],
        cwd=ROOT,
        env=os.environ | {"MOTCUA_STATE_DIR": str(state)} | more,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def questions(folder: Path) -> Path:
    path = folder / "intents.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS), "utf-8")
    return path


def test_the_trained_model_is_asked(tmp_path):
    done = motcua(questions(tmp_path), tmp_path)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["kind"], found["n"]) == ("intents", 3)
    assert found["by_set"]["talk"]["accuracy"] == 1.0
    assert found["by_set"]["wrong"]["accuracy"] == 0.0
    assert found["confusion"]["thanks"] == {"thanks": 1}
    assert len(found["configuration"]["model_sha256"]) == 64


def test_a_missing_model_is_one_clear_line(tmp_path):
    done = motcua(questions(tmp_path), tmp_path, MOTCUA_MODELS_DIR=str(tmp_path))
    assert done.returncode == 1
    assert "setup.failed" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_model_gives_the_last_lines_of_its_process(tmp_path):
    (tmp_path / "rasa").mkdir()
    (tmp_path / "rasa" / "motcua.tar.gz").write_text("no model")
    done = motcua(questions(tmp_path), tmp_path, MOTCUA_MODELS_DIR=str(tmp_path))
    assert done.returncode == 1
    assert "backend.unavailable" in done.stderr
    assert "motcua.tar.gz" in "".join(done.stderr.split())
    assert done.stdout == ""
