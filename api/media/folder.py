"""The folder of sealed files: private from the first byte on, nothing readable in it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from api.vault.cipher import Cipher
from knowledge_base.errors import NotFound


class SealedFolder:
    """Files under random names.

    Args:
        path: where they lie.
        cipher: seals them.
    """

    def __init__(self, path: Path, cipher: Cipher) -> None:
        self._path = path
        self._cipher = cipher

    def write(self, name: str, content: bytes) -> None:
        """Keep ``content`` under ``name``, which nothing has yet."""
        self._path.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(self._path / name, flags, 0o600), "wb") as file:
            file.write(self._cipher.seal_bytes(content))

    def read(self, name: str) -> bytes:
        """What was kept.

        Raises:
            NotFound: nothing was, or it was sealed with another key.
        """
        try:
            sealed = (self._path / name).read_bytes()
        except FileNotFoundError as error:
            raise NotFound("file") from error
        return self._cipher.open_bytes(sealed)

    def remove(self, names: Iterable[str]) -> None:
        """Delete files."""
        for name in names:
            (self._path / name).unlink(missing_ok=True)

    def older_than(self, moment: float) -> list[str]:
        """Names of the files written before ``moment``, in Unix seconds."""
        found = self._path.iterdir() if self._path.is_dir() else ()
        return [path.name for path in found if path.stat().st_mtime < moment]
