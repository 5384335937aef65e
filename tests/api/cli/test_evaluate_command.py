"""``motcua evaluate`` as a process: the real encoder over a few real seed records."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from api.cli.engine import open_engine
from api.cli.evaluate.state import missing_files
from api.database import make_engine, make_sessions, migrate
from api.settings import ROOT, Settings
from knowledge_base.encoder import load_encoder
from knowledge_base.index.from_store import build_from_store
from knowledge_base.seed import publish_seed

CODES = ("1.001193", "1.000894", "1.010038")
ROWS = [
    {"id": "1", "question": "Đăng ký khai sinh cho con cần giấy tờ gì?", "codes": ["1.001193"],
     "expect": "answer", "set": "a", "variant": "plain", "sections": ["documents"]},
    {"id": "2", "question": "Tách hộ mất bao lâu?", "codes": ["1.010038"],
     "expect": "answer", "set": "b", "variant": None, "sections": ["time"]},
    {"id": "3", "question": "Hôm nay trời mưa không?", "codes": [],
     "expect": "decline", "set": "b", "variant": None, "sections": []},
]  # fmt: skip


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    folder = tmp_path_factory.mktemp("state")
    seed = folder / "seed"
    seed.mkdir()
    for path in (ROOT / "data" / "procedures").rglob("*.yml"):
        if path.name.startswith(CODES):
            shutil.copy(path, seed)
    settings = Settings(state_dir=folder)
    engine = make_engine(settings.sqlalchemy_url)
    migrate(engine)
    sessions = make_sessions(engine)
    publish_seed(seed, sessions)
    encoder = load_encoder(settings.encoder, settings.encoder_dir)
    build_from_store(sessions, encoder, settings.index_dir)
    engine.dispose()
    return folder


@pytest.fixture
def questions(tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS), "utf-8")
    return path


def motcua(state: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "api.cli.main", "evaluate", *arguments],
        cwd=ROOT,
        env=os.environ | {"MOTCUA_STATE_DIR": str(state), "COLUMNS": "80"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_stdout_is_one_json_object(state, questions):
    done = motcua(state, "retrieval", str(questions), "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["n"] == 3
    assert found["recall_at_1"] == 1.0
    assert found["by_set"]["b"]["n"] == 2
    assert set(found["by_variant"]) == {"plain", "none"}
    assert [row["id"] for row in found["rows"]] == ["1", "2", "3"]
    assert found["configuration"]["file"] == "questions.jsonl"


def test_stripped_questions_are_asked_and_the_run_is_saved(state, questions, tmp_path):
    folder = tmp_path / "run"
    done = motcua(state, "retrieval", str(questions), "--strip-diacritics", "--output", str(folder))
    assert done.returncode == 0, done.stderr
    assert "@1" in done.stdout
    lines = (folder / "rows.jsonl").read_text("utf-8").splitlines()
    assert json.loads(lines[1])["asked"] == "Tach ho mat bao lau?"
    configuration = json.loads((folder / "configuration.json").read_text("utf-8"))
    assert configuration["strip_diacritics"] is True
    assert configuration["index_version"] == _serving(state)
    assert "hỏi không dấu" in (folder / "report.html").read_text("utf-8")


def test_sections_leave_out_rows_that_name_none(state, questions):
    done = motcua(state, "sections", str(questions), "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["kind"], found["n"], found["section_accuracy"]) == ("sections", 2, 1.0)
    assert set(found["by_section"]) >= {"documents", "time"}


def test_decline_tells_rates_and_how_true_the_probability_is(state, questions):
    done = motcua(state, "decline", str(questions), "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["decline_recall"] == 1.0
    assert found["false_decline_rate"] == 0.0
    assert 0 <= found["brier"] < 0.2
    assert sum(item["n"] for item in found["reliability"]) == 3
    assert len(found["threshold_sweep"]) == 19


def test_a_saved_folder_is_compared_with_a_json_file(state, questions, tmp_path):
    folder, file = tmp_path / "run", tmp_path / "run.json"
    motcua(state, "retrieval", str(questions), "--output", str(folder))
    file.write_text(motcua(state, "retrieval", str(questions), "--json").stdout, "utf-8")
    done = motcua(state, "compare", str(folder), str(file), "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["n"], found["won"], found["lost"]) == (3, [], [])
    assert "recall_at_1" in motcua(state, "compare", str(folder), str(file)).stdout


BROKEN = [
    ("retrieval", '{"id": "1"}', "line 1"),
    ("sections", '{"id": "1", "question": "a", "expect": "decline"}', "no row has an answer"),
    ("decline", "", "no rows"),
    ("intents", '{"id": "1", "text": "a", "intent": ""}', "line 1: intent"),
    ("conversations", '\n{"id": "1", "turns": 3}', "line 2: turns"),
]


@pytest.mark.parametrize(("kind", "text", "message"), BROKEN)
def test_bad_input_gives_one_line_on_stderr_and_status_2(state, tmp_path, kind, text, message):
    path = tmp_path / "broken.jsonl"
    path.write_text(text, "utf-8")
    done = motcua(state, kind, str(path), "--json")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "input.invalid" in done.stderr
    assert message in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_an_output_that_is_a_file_is_bad_input(state, questions):
    done = motcua(state, "retrieval", str(questions), "--output", str(questions))
    assert done.returncode == 2
    assert "cannot be written" in " ".join(done.stderr.split())


def test_unlike_runs_are_bad_input(state, questions, tmp_path):
    for kind in ("retrieval", "decline"):
        motcua(state, kind, str(questions), "--output", str(tmp_path / kind))
    done = motcua(state, "compare", str(tmp_path / "retrieval"), str(tmp_path / "decline"))
    assert done.returncode == 2
    assert "of decline" in " ".join(done.stderr.split())


def test_all_says_what_it_skips_and_fails_under_the_thresholds(state, tmp_path):
    # Three procedures cannot answer the golden questions: the gate must close.
    done = motcua(state, "all", "--json", "--shared", str(tmp_path))
    assert done.returncode == 1, done.stderr
    found = json.loads(done.stdout)
    assert found["passed"] is False
    assert "dev_served" not in found
    assert {item["run"] for item in found["golden"]["shortfalls"]} >= {"golden, as written"}
    assert "skipped" in done.stderr


def test_every_missing_shared_file_is_named(tmp_path):
    assert len(missing_files(tmp_path)) == 3


def _serving(state: Path) -> str:
    return open_engine(Settings(state_dir=state)).search("tách hộ").index_version
