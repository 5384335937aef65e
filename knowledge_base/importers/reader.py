"""Stream JSON lines from a plain or gzipped file with bounded memory.

A gigabyte of rows, one endless line or a gzip bomb costs no more memory than one
line: ``MAX_LINE_BYTES``. A bad line becomes a :class:`BrokenRow` and reading goes on;
a file that is no JSON-lines file at all raises :class:`ImportFailed`.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import orjson

from knowledge_base.errors import ImportFailed
from knowledge_base.importers.rows import Reason

MAX_LINE_BYTES = 2 * 1024 * 1024
# Unpacked size from which a gzip file is taken for a bomb; real files stay below 40 MB.
MAX_TOTAL_BYTES = 4 * 1024**3
_GZIP_MAGIC = b"\x1f\x8b"
_UTF8_BOM = b"\xef\xbb\xbf"
_SNIFF_BYTES = 4096
_CHUNK_BYTES = 1024 * 1024
_DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error)


@dataclass(frozen=True, slots=True)
class RawRow:
    """One JSON object and the number of its line (from 1)."""

    line: int
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A line that is no JSON object, with a stable reason."""

    line: int
    reason_code: Reason
    detail: str


def check_readable(path: Path) -> None:
    """Look at the file's first bytes; unpack a gzip file once from end to end.

    An import that stops half-way would leave half a file in the store, so damage is
    found before the first row.

    Raises:
        ImportFailed: the file is missing, unreadable, empty, neither text nor gzip, or
            a gzip file that is damaged or unpacks to more than ``MAX_TOTAL_BYTES``.
    """
    try:
        with _opened(path) as stream:
            head = stream.read(_SNIFF_BYTES)
            if isinstance(stream, gzip.GzipFile):
                _unpack(stream, path)
    except _DAMAGED as error:
        raise ImportFailed(f"{path}: the gzip file is cut off or damaged") from error
    except OSError as error:
        raise ImportFailed(f"{path}: cannot be read: {error.strerror or error}") from error
    if not head.strip():
        raise ImportFailed(f"{path}: the file is empty")
    if b"\x00" in head:
        raise ImportFailed(f"{path}: neither UTF-8 text nor gzip; JSON lines are expected")


def read_rows(path: Path, max_line_bytes: int = MAX_LINE_BYTES) -> Iterator[RawRow | BrokenRow]:
    """Yield the rows of a JSON-lines file, plain or gzip (told apart by the first bytes).

    Blank lines are skipped but counted.

    Args:
        path: the file.
        max_line_bytes: longest line in bytes after unpacking.

    Raises:
        ImportFailed: see :func:`check_readable`.
    """
    check_readable(path)
    with _opened(path) as stream:
        for number, line in _lines(stream, max_line_bytes):
            if line is None:
                detail = f"longer than {max_line_bytes} bytes"
                yield BrokenRow(number, Reason.LINE_TOO_LONG, detail)
            elif line.strip():
                yield _row(number, line)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    with path.open("rb") as file:
        magic = file.read(len(_GZIP_MAGIC))
        file.seek(0)
        if magic != _GZIP_MAGIC:
            yield file
            return
        with gzip.GzipFile(fileobj=file) as unpacked:
            yield unpacked  # type: ignore[misc]  # GzipFile is an IO[bytes] in all but name


def _unpack(stream: gzip.GzipFile, path: Path) -> None:
    total = _SNIFF_BYTES
    while chunk := stream.read(_CHUNK_BYTES):
        total += len(chunk)
        if total > MAX_TOTAL_BYTES:
            raise ImportFailed(f"{path}: unpacks to more than {MAX_TOTAL_BYTES} bytes")


def _lines(stream: IO[bytes], max_line_bytes: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield line numbers with the line, or ``None`` for a line over the limit."""
    number = 0
    while chunk := stream.readline(max_line_bytes + 1):
        number += 1
        too_long = len(chunk) > max_line_bytes and not chunk.endswith(b"\n")
        line: bytes | None = None if too_long else chunk
        while too_long and chunk and not chunk.endswith(b"\n"):
            chunk = stream.readline(max_line_bytes)
        if number == 1 and line is not None:
            line = line.removeprefix(_UTF8_BOM)
        yield number, line


def _row(number: int, line: bytes) -> RawRow | BrokenRow:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        detail = f"not UTF-8 at byte {error.start}"
        return BrokenRow(number, Reason.ENCODING_BROKEN, detail)
    try:
        data = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return BrokenRow(number, Reason.JSON_BROKEN, f"{error.msg} at character {error.pos}")
    if not isinstance(data, dict):
        detail = f"a JSON {type(data).__name__}, not an object"
        return BrokenRow(number, Reason.NOT_AN_OBJECT, detail)
    return RawRow(number, data)
