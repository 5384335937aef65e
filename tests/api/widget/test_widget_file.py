"""The one script: small, whole, cacheable, and the same as its tag says."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from api.cli.main import app as command
from api.widget.build import PARTS, STYLES, built_widget, parts_in_order
from tests.fakes.chat_app import chat_app

_TOP_LEVEL = re.compile(
    r"^(?:export )?(?:async )?(?:function\*?|class|const|let) (\w+)", re.MULTILINE
)
_EXPORTED = re.compile(r"^export (?:async )?(?:function\*?|class|const) (\w+)", re.MULTILINE)
_IMPORTED = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";$', re.MULTILINE)


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(chat_app(1)) as made:
        yield made


def test_it_is_below_40_kb_zipped() -> None:
    assert len(gzip.compress(built_widget().script, 6)) < 40_000


def test_it_asks_no_other_server_and_parses_no_html() -> None:
    script = built_widget().script.decode()
    addresses = set(re.findall(r"https?://[\w.-]+", script))
    # The name of a vocabulary, not an address that is asked.
    assert addresses == {"http://www.w3.org"}
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert word not in script
    assert not re.search(r"^\s*(import|export) ", script, re.MULTILINE)
    # Older iPhones cannot read a script with a look-behind in it at all.
    assert "(?<" not in script


def test_every_part_is_in_it_and_no_name_is_used_twice() -> None:
    parts = parts_in_order()
    assert {path.name for path in parts} | set(STYLES) == {path.name for path in PARTS.iterdir()}
    names = Counter(
        name for path in parts for name in _TOP_LEVEL.findall(path.read_text(encoding="utf-8"))
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_imports_name_what_is_exported() -> None:
    for path in PARTS.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert len(_IMPORTED.findall(text)) == len(re.findall(r"^import ", text, re.MULTILINE))
        for names, source in _IMPORTED.findall(text):
            exported = _EXPORTED.findall((PARTS / source).read_text(encoding="utf-8"))
            assert {name.strip() for name in names.split(",")} <= set(exported), path.name


def test_no_part_is_a_corridor() -> None:
    long = [
        path.name for path in PARTS.iterdir() if len(path.read_text("utf-8").splitlines()) > 260
    ]
    assert long == []


def test_the_newest_is_cached_an_hour_and_any_page_may_load_it(client: TestClient) -> None:
    reply = client.get("/widget/motcua.js")
    assert reply.content == built_widget().script
    assert reply.headers["content-type"].startswith("text/javascript")
    assert reply.headers["content-encoding"] == "gzip"
    assert reply.headers["cache-control"] == "public, max-age=3600"
    assert reply.headers["access-control-allow-origin"] == "*"
    again = client.get("/widget/motcua.js", headers={"If-None-Match": reply.headers["etag"]})
    assert again.status_code == 304
    plain = client.get("/widget/motcua.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers


def test_a_version_never_changes_and_outlives_an_update(client: TestClient) -> None:
    widget = built_widget()
    reply = client.get(f"/widget/{widget.version}/motcua.js")
    assert "immutable" in reply.headers["cache-control"]
    folder: Path = client.app.state.settings.state / "widget"  # type: ignore[attr-defined]
    (folder / "motcua-0123456789ab.js").write_text("old")
    assert client.get("/widget/0123456789ab/motcua.js").text == "old"
    for wrong in ("ffffffffffff", "..%2f..%2fsecrets", "0123456789AB"):
        assert client.get(f"/widget/{wrong}/motcua.js").status_code == 404
    assert client.get("/widget/frame.css").status_code == 404


def test_the_command_prints_a_tag_whose_hash_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTCUA_STATE_DIR", str(tmp_path))
    result = CliRunner().invoke(
        command, ["widget", "tag", "--server", "https://hoi.example.vn/", "--pin"]
    )
    assert result.exit_code == 0, result.output
    source, integrity = re.findall(r'src="([^"]+)" integrity="([^"]+)"', result.stdout)[0]
    digest = base64.b64encode(hashlib.sha384(built_widget().script).digest()).decode()
    assert integrity == f"sha384-{digest}"
    assert source == f"https://hoi.example.vn/widget/{built_widget().version}/motcua.js"
    assert list((tmp_path / "widget").iterdir())
