"""The walls of docs/architecture.md, held by reading every import."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("actions", "api", "bot", "knowledge_base")
ALLOWED = {
    "actions": {"actions", "api.client"},
    "api": {"api", "knowledge_base"},
    "bot": {"bot", "knowledge_base.text", "knowledge_base.entities", "api.client"},
    "knowledge_base": {"knowledge_base"},
}
# Rooms that run in both environments, and what each may import besides itself.
SHARED_ROOMS = {
    "knowledge_base/text": set(),
    "knowledge_base/entities": {"knowledge_base.text"},
    "api/client": set(),
}


def files(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return {name for name in found if name.split(".")[0] in PACKAGES}


def within(name: str, roots: set[str]) -> bool:
    return any(name == root or name.startswith(root + ".") for root in roots)


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_go_one_way(package: str):
    broken = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files(package)
        for name in imports(path)
        if not within(name, ALLOWED[package])
    ]
    assert broken == []


@pytest.mark.parametrize("room", SHARED_ROOMS)
def test_rooms_shared_with_the_bot_import_nothing_else_of_ours(room: str):
    own = room.replace("/", ".")
    broken = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files(room)
        for name in imports(path)
        if not within(name, {own, "knowledge_base.errors", *SHARED_ROOMS[room]})
    ]
    assert broken == []


def test_rooms_shared_with_the_bot_are_free_of_pydantic():
    broken = [
        str(path.relative_to(ROOT))
        for room in SHARED_ROOMS
        for path in files(room)
        if "import pydantic" in (text := path.read_text(encoding="utf-8"))
        or "from pydantic" in text
    ]
    assert broken == []


def test_only_repositories_and_the_store_write_sql():
    words = ("session.execute(", "session.scalars(", "session.add(", "select(", "sa.text(")
    # Rasa keeps its own tracker store; we only make it faster.
    allowed = ("knowledge_base/store/", "api/database/", "bot/speedups/tracker_store.py")
    broken = [
        str(relative)
        for package in PACKAGES
        for path in files(package)
        if (relative := path.relative_to(ROOT))
        and any(word in path.read_text(encoding="utf-8") for word in words)
        and not str(relative).startswith(allowed)
        and relative.name != "repository.py"
        # Asks the database only whether it is there.
        and str(relative) != "api/health/checks.py"
    ]
    assert broken == []


def test_no_file_is_a_corridor():
    long = {
        str(path.relative_to(ROOT)): lines
        for package in PACKAGES
        for path in files(package)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 260
    }
    assert long == {}


def test_no_lock_file_or_requirement_names_a_registry():
    named = [
        path.name
        for path in (ROOT / "requirements").glob("*.txt")
        if any(
            line.startswith(("-i", "--index", "--extra-index", "--find-links"))
            for line in path.read_text().splitlines()
        )
    ]
    assert named == []
