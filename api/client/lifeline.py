"""End with the supervisor, however it ends.

A supervisor that is killed can stop nobody: its processes would live on, hold their ports and
keep the next start from succeeding. So it holds a lock on a file while it lives, and each
process looks once in a while whether anybody still does.
"""

from __future__ import annotations

import fcntl
import logging
import os
import signal
import threading
import time
from pathlib import Path
from typing import IO

logger = logging.getLogger(__name__)

# Names the file to the processes; without it nobody watches.
SETTING = "MOTCUA_LIFELINE"
_LOOK_EVERY_S = 1.0


def hold(path: Path) -> IO[bytes]:
    """Lock ``path`` until this process ends or closes what is returned.

    A record lock: unlike those of ``flock`` it is not inherited by the processes that a
    supervisor forks, so it ends with the supervisor alone.

    Raises:
        BlockingIOError: another process holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("ab")
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise BlockingIOError(str(path)) from error
    return file


def is_held(path: Path) -> bool:
    """Whether some other process holds ``path``."""
    try:
        with path.open("rb") as file:
            fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def follow() -> None:
    """End this process, as SIGTERM does, once the supervisor that started it is gone."""
    path = os.environ.get(SETTING)
    if path:
        watcher = threading.Thread(target=_watch, args=(Path(path),), name="lifeline", daemon=True)
        watcher.start()


def _watch(path: Path) -> None:
    while is_held(path):
        time.sleep(_LOOK_EVERY_S)
    logger.warning("The supervisor is gone: stopping.")
    os.kill(os.getpid(), signal.SIGTERM)
