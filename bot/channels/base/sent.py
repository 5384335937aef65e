"""Which answers were sent: noted on disk at once, before the inbox is told.

Between a send and the inbox's settlement lies a call of the API, which may be away; a worker
that dies there would send the answer a second time. A line in a file survives kill -9 of the
process; after a crash of the whole machine the last lines may be missing, and an answer comes
twice rather than never.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Optional, Set

# A platform's own resends end after hours; so many answers are not sent in that time.
_KEPT = 50_000


class SentNotes:
    """The keys of events whose answer was sent, of one channel on this machine.

    Args:
        path: the file; made when it is not there. It holds hashes of ids only.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: Optional[int] = None
        self._keys: Set[str] = set()

    def open(self) -> None:
        """Read what is noted, and drop what is too old to matter."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        noted = self._path.read_text(encoding="utf-8").splitlines() if self._path.exists() else []
        if len(noted) > 2 * _KEPT:
            noted = noted[-_KEPT:]
            fresh = self._path.with_suffix(".new")
            fresh.write_text("".join(f"{key}\n" for key in noted), encoding="utf-8")
            fresh.replace(self._path)
        self._keys = set(noted)
        self._file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def add(self, key: str) -> None:
        """Note that the answer to the event ``key`` was sent."""
        assert self._file is not None, "open() comes first"
        # One write a line: lines of two workers never mix.
        os.write(self._file, f"{_hashed(key)}\n".encode())
        self._keys.add(_hashed(key))

    def __contains__(self, key: str) -> bool:
        return _hashed(key) in self._keys


def _hashed(key: str) -> str:
    # A platform's id of an event may name its sender.
    return hashlib.sha256(key.encode()).hexdigest()[:32]
