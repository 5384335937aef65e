"""States of their own for evaluations: the imported files, with the seed and without.

They are made by the same commands that an operator types, run as processes, so that
every evaluation also tries the commands.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from api.settings import ROOT, Settings
from knowledge_base.errors import SetupFailed

IMPORTED = ("national_portal_2026.jsonl.gz", "ministry_defence_2025.jsonl.gz")
QUESTIONS = Path("data/questions/dev.jsonl")
_LONGEST_S = 1800


def missing_files(shared: Path) -> list[Path]:
    """What the evaluation over real procedures needs of ``shared`` and is not there."""
    needed = [_imported_file(shared, name) for name in IMPORTED] + [shared / QUESTIONS]
    return [path for path in needed if not path.is_file()]


def imported_settings(settings: Settings, shared: Path, with_seed: bool) -> Settings:
    """Bring a cached state up to date with the files of ``shared``.

    The seed's everyday names change results a good deal, so figures with it must not be
    read against figures of the imported files alone: each has a state of its own.

    Args:
        settings: the settings in use; the states are kept in their state folder.
        shared: the folder with the data that is not part of the repository.
        with_seed: whether the seed procedures are published too, as they are when serving.

    Returns:
        The settings of that state.

    Raises:
        SetupFailed: a command failed; holds its last lines.
    """
    folder = settings.state / "evaluation"
    alone, served = _own(settings, folder / "imported"), _own(settings, folder / "served")
    own = served if with_seed else alone
    if with_seed:
        _share_vectors(alone, served)
        _motcua(own, "setup", "--no-train")
    for name in IMPORTED:
        _motcua(own, "procedures", "import", str(_imported_file(shared, name)), "--json")
    return own


def _own(settings: Settings, folder: Path) -> Settings:
    return settings.model_copy(update={"state_dir": folder, "database_url": None})


def _share_vectors(done: Settings, fresh: Settings) -> None:
    # An index build takes over vectors of known texts; encoding them again takes minutes.
    if done.index_dir.is_dir() and not fresh.index_dir.exists():
        shutil.copytree(done.index_dir, fresh.index_dir, symlinks=True)


def _imported_file(shared: Path, name: str) -> Path:
    return shared / "data" / "procedures" / name


def _motcua(settings: Settings, *arguments: str) -> None:
    # A database URL in the environment is the operator's: crawls must not land there.
    kept = {key: value for key, value in os.environ.items() if key != "MOTCUA_DATABASE_URL"}
    process = subprocess.run(
        [sys.executable, "-m", "api.cli.main", *arguments],
        cwd=ROOT,
        env=kept | {"MOTCUA_STATE_DIR": str(settings.state)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_LONGEST_S,
        check=False,
    )
    if process.returncode != 0:
        tail = "\n".join(process.stderr.splitlines()[-8:])
        raise SetupFailed(f"motcua {' '.join(arguments[:2])} failed:\n{tail}")
