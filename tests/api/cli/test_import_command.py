"""``motcua procedures import`` as a user runs it: a process of its own, JSON on stdout."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
MOTCUA = ROOT / ".venv" / "bin" / "motcua"


def row(code: str, name: str, **changes: Any) -> dict[str, Any]:
    return {
        "ma_thu_tuc": code,
        "ten_thu_tuc": name,
        "linh_vuc": "Nuôi ong",
        "cap_thuc_hien": "Cấp xã",
        "doi_tuong_thuc_hien": "Công dân Việt Nam",
        "cach_thuc_thuc_hien": "Hình thức nộpThời gianPhí, lệ phíMô tả"
        "Trực tiếp3 Ngày làm việcMiễn phí",
        "thanh_phan_ho_so": "--Tên giấy tờMẫu đơn, tờ khaiSố lượngĐơn xin nuôi ong1 bản chính",
        "can_cu_phap_ly": "Tên văn bản pháp lýMã văn bảnLuật Ong60/2034/QH13",
        "ket_qua_xu_ly": "Thẻ nuôi ong",
    } | changes


def write(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def command(state: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MOTCUA_STATE_DIR": str(state)}
    return subprocess.run(
        [MOTCUA, "procedures", *words],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    rows = [
        json.dumps(row("1.900001", "Cấp thẻ nuôi ong"), ensure_ascii=False),
        "{broken",
        json.dumps(row("", "Không có mã")),
        json.dumps(row("1.900002", "Thu hồi thẻ nuôi ong"), ensure_ascii=False),
    ]
    return write(tmp_path / "crawl_2026.jsonl", rows)


def test_an_import_is_counted_indexed_and_found(crawl: Path, tmp_path: Path):
    state = tmp_path / "state"
    done = command(state, "import", crawl, "--json")
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    assert (summary["read"], summary["imported"], summary["quarantined"]) == (4, 2, 2)
    assert summary["updated"] == summary["unchanged"] == 0
    assert summary["reasons"] == {"code.missing": 1, "json.broken": 1}
    assert summary["index"]["procedures"] == 2

    found = json.loads(command(state, "search", "xin the nuoi ong", "--json").stdout)
    assert found["results"][0]["code"] == "1.900001"
    assert found["decision"] in ("answer", "clarify", "decline")

    shown = json.loads(command(state, "show", "1.900001").stdout)
    assert shown["channels"][0]["times"] == [{"value": 3.0, "unit": "ngay_lam_viec", "note": None}]
    assert shown["last_checked"] == "2026"


def test_a_second_import_changes_nothing_and_a_changed_row_is_updated(crawl: Path, tmp_path: Path):
    state = tmp_path / "state"
    command(state, "import", crawl, "--json", "--no-index")
    again = json.loads(command(state, "import", crawl, "--json", "--no-index").stdout)
    assert (again["imported"], again["updated"], again["unchanged"]) == (0, 0, 2)

    changed = [json.dumps(row("1.900001", "Cấp thẻ nuôi ong mật"), ensure_ascii=False)]
    write(crawl, changed)
    update = json.loads(command(state, "import", crawl, "--json", "--no-index").stdout)
    assert (update["imported"], update["updated"], update["unchanged"]) == (0, 1, 0)


def test_gzip_and_plain_give_the_same(crawl: Path, tmp_path: Path):
    packed = tmp_path / "crawl_2026.jsonl.gz"
    packed.write_bytes(gzip.compress(crawl.read_bytes()))
    plain = json.loads(command(tmp_path / "a", "import", crawl, "--json", "--no-index").stdout)
    gzipped = json.loads(command(tmp_path / "b", "import", packed, "--json", "--no-index").stdout)
    assert plain == gzipped


@pytest.mark.parametrize("content", [b"\x00\xff\xfe\x01binary\x00", None])
def test_a_file_that_cannot_be_read_is_one_clear_line(content: bytes | None, tmp_path: Path):
    path = tmp_path / "unreadable.jsonl"
    if content is not None:
        path.write_bytes(content)
    done = command(tmp_path / "state", "import", path, "--json", "--no-index")
    if content is None:
        assert done.returncode == 1
        assert "import.failed" in done.stderr
    assert done.stdout == "" or json.loads(done.stdout)["imported"] == 0
    assert "Traceback" not in done.stderr


def test_a_curated_record_wins_and_the_difference_waits(tmp_path: Path):
    from api.database import make_engine, make_sessions, migrate
    from knowledge_base.importers.service import import_file
    from knowledge_base.model import Procedure, Source
    from knowledge_base.store import ProcedureRepository, ReviewRepository
    from knowledge_base.store.repository import Origin

    engine = make_engine(f"sqlite:///{tmp_path / 'test.db'}")
    migrate(engine)
    sessions = make_sessions(engine)
    curated = Procedure(
        code="1.900001", name="Cấp thẻ nuôi ong", field="Ong", source=Source(name="người")
    )
    with sessions.begin() as session:
        ProcedureRepository(session).put(curated, Origin.CURATED)
    path = write(tmp_path / "c_2026.jsonl", [json.dumps(row("1.900001", "Cấp thẻ nuôi ong"))])
    first, second = (import_file(path, sessions) for _ in range(2))
    assert (first.unchanged, first.differences) == (1, 1)
    assert (second.unchanged, second.differences) == (1, 1)
    with sessions() as session:
        stored = ProcedureRepository(session).get("1.900001")
        waiting = ReviewRepository(session).differences()
    assert stored is not None
    assert stored.procedure == curated
    assert [item.code for item in waiting] == ["1.900001"]
    engine.dispose()


def test_a_crawl_without_a_date_takes_no_known_date_away(crawl: Path, tmp_path: Path):
    state = tmp_path / "state"
    command(state, "import", crawl, "--json", "--no-index")
    undated = tmp_path / "undated.jsonl"
    undated.write_bytes(crawl.read_bytes())
    again = json.loads(command(state, "import", undated, "--json", "--no-index").stdout)
    assert (again["updated"], again["unchanged"]) == (0, 2)
    assert json.loads(command(state, "show", "1.900001").stdout)["last_checked"] == "2026"
