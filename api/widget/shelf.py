"""Versions of the script that pages out there may still name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from api.widget.build import Widget
from knowledge_base.errors import NotFound

_VERSION = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True)
class Shelf:
    """Keeps every version once served, so that a pinned tag outlives an update."""

    folder: Path

    def put(self, widget: Widget) -> None:
        """Keep ``widget``."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self._path(widget.version)
        if not path.exists():
            path.write_bytes(widget.script)

    def get(self, version: str) -> bytes:
        """The script of ``version``.

        Raises:
            NotFound: it was never served here.
        """
        path = self._path(version)
        if not _VERSION.fullmatch(version) or not path.is_file():
            raise NotFound("widget version")
        return path.read_bytes()

    def _path(self, version: str) -> Path:
        return self.folder / f"motcua-{version}.js"
