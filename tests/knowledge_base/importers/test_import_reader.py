"""Reading JSON lines: broken lines are told apart, bad files fail with one message."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import pytest

from knowledge_base.errors import ImportFailed
from knowledge_base.importers import reader
from knowledge_base.importers.reader import BrokenRow, RawRow, read_rows
from knowledge_base.importers.rows import Reason


def write(folder: Path, content: bytes, name: str = "rows.jsonl") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def reasons(path: Path, limit: int = reader.MAX_LINE_BYTES) -> list[tuple[int, str]]:
    return [
        (row.line, row.reason_code.value if isinstance(row, BrokenRow) else "ok")
        for row in read_rows(path, limit)
    ]


def test_plain_and_gzip_give_the_same_rows(tmp_path: Path) -> None:
    content = '{"a": "phở"}\n\n{"a": "bún"}'.encode()
    plain = list(read_rows(write(tmp_path, content)))
    packed = list(read_rows(write(tmp_path, gzip.compress(content), "rows.txt")))
    assert plain == packed == [RawRow(1, {"a": "phở"}), RawRow(3, {"a": "bún"})]


def test_byte_order_mark_is_no_part_of_the_first_row(tmp_path: Path) -> None:
    assert reasons(write(tmp_path, b'\xef\xbb\xbf{"a": 1}\n')) == [(1, "ok")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"a": 1', Reason.JSON_BROKEN),
        (b"hello", Reason.JSON_BROKEN),
        (b'{"a": NaN}', Reason.JSON_BROKEN),
        (b'{"a": "\\ud800"}', Reason.JSON_BROKEN),
        (b"[" * 200_000, Reason.JSON_BROKEN),
        (b'{"a": "\xe1\xba"}', Reason.ENCODING_BROKEN),
        (b'{"a": "\xd0\xfe"}', Reason.ENCODING_BROKEN),
        (b'["a"]', Reason.NOT_AN_OBJECT),
        (b"null", Reason.NOT_AN_OBJECT),
        (b'"text"', Reason.NOT_AN_OBJECT),
    ],
)
def test_bad_line_is_named_and_reading_goes_on(tmp_path: Path, line: bytes, reason: Reason) -> None:
    path = write(tmp_path, b'{"a": 1}\n' + line + b'\n{"a": 2}\n')
    assert reasons(path) == [(1, "ok"), (2, reason.value), (3, "ok")]


def test_line_over_the_limit_is_set_aside_and_the_next_one_is_read(tmp_path: Path) -> None:
    exact = b'{"a":"' + b"x" * 92 + b'"}'
    path = write(tmp_path, exact + b"\n" + b"y" * 1001 + b"\n" + exact)
    assert reasons(path, 100) == [(1, "ok"), (2, "line.too_long"), (3, "ok")]


def test_enormous_line_costs_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as stream:
        for _ in range(64):
            stream.write(b"x" * 1024 * 1024)
    tracemalloc.start()
    found = reasons(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == [(1, "line.too_long")]
    assert peak < 12 * 1024 * 1024


def test_bomb_is_refused_before_the_first_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "MAX_TOTAL_BYTES", 100_000)
    path = write(tmp_path, gzip.compress(b'{"a": 1}\n' + b" " * 3_000_000))
    with pytest.raises(ImportFailed, match="unpacks to more than"):
        next(read_rows(path))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (gzip.compress(b""), "empty"),
        (b"PK\x03\x04\x00\x00", "neither UTF-8 text nor gzip"),
        ('{"a": 1}'.encode("utf-16"), "neither UTF-8 text nor gzip"),
        (b"\x1f\x8bno gzip at all", "damaged"),
        (gzip.compress(b'{"a": 1}\n' * 5000)[:-20], "damaged"),
    ],
)
def test_file_of_another_kind_fails_with_one_message(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = write(tmp_path, content)
    with pytest.raises(ImportFailed, match=message) as caught:
        list(read_rows(path))
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_file_and_folder_fail_with_one_message(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.jsonl", tmp_path):
        with pytest.raises(ImportFailed, match="cannot be read"):
            list(read_rows(path))
