"""Hold the index that serves, and pick up a new version as soon as it is swapped in."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from knowledge_base.encoder import Encoder
from knowledge_base.errors import IndexUnavailable
from knowledge_base.index import IndexSnapshot, current_version

_LOOK_AGAIN_S = 1.0


class IndexHolder:
    """Gives the current snapshot; looks at most once a second for a new one."""

    def __init__(self, index_dir: Path, encoder: Encoder) -> None:
        self._index_dir = index_dir
        self._encoder = encoder
        self._snapshot: IndexSnapshot | None = None
        self._looked_at = 0.0
        self._lock = threading.Lock()

    def current(self) -> IndexSnapshot:
        """The version that serves now.

        Raises:
            IndexUnavailable: none was ever built, or it was built with another encoder.
        """
        if self._snapshot is not None and time.monotonic() - self._looked_at < _LOOK_AGAIN_S:
            return self._snapshot
        with self._lock:
            self._refresh()
            assert self._snapshot is not None
            return self._snapshot

    def _refresh(self) -> None:
        version = current_version(self._index_dir)
        self._looked_at = time.monotonic()
        if self._snapshot is not None and version in (None, self._snapshot.version):
            return
        if version is None:
            raise IndexUnavailable(f"no index in {self._index_dir}; run `motcua setup`")
        try:
            self._snapshot = self._load(version)
        except IndexUnavailable:
            # A damaged new version must not stop the one in memory from serving.
            if self._snapshot is None:
                raise

    def _load(self, version: str) -> IndexSnapshot:
        snapshot = IndexSnapshot.load(self._index_dir / version)
        if snapshot.encoder != self._encoder.identity:
            raise IndexUnavailable(
                f"the index was built with encoder {snapshot.encoder}, "
                f"not {self._encoder.identity}; run `motcua index build`"
            )
        return snapshot
