"""What is taken in, by its content; sealed, each person's own, for its time."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from api.database import make_engine, make_sessions, migrate
from api.media.content import recognised
from api.media.errors import MediaRefused, MediaTooLarge, TooManyMedia
from api.media.folder import SealedFolder
from api.media.service import MediaLimits, MediaStore
from api.vault.cipher import Cipher
from knowledge_base.entities import find_personal
from knowledge_base.errors import NotFound

PDF = b"%PDF-1.7\n1 0 obj"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
LIMITS = MediaLimits(timedelta(hours=24), image_bytes=200_000, file_bytes=1000, most=3)


class Clock:
    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "media"


@pytest.fixture
def store(tmp_path: Path, folder: Path, clock: Clock) -> MediaStore:
    engine = make_engine(f"sqlite:///{tmp_path / 'media.db'}")
    migrate(engine)
    cipher = Cipher("k")
    return MediaStore(make_sessions(engine), SealedFolder(folder, cipher), cipher, LIMITS, clock)


def picture(kind: str = "JPEG") -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (60, 40), (200, 30, 30)).save(written, kind)
    return written.getvalue()


def archive(*names: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (picture(), "image/jpeg"),
        (picture("PNG"), "image/jpeg"),
        (picture("WEBP"), "image/jpeg"),
        (PDF, "application/pdf"),
        (archive("[Content_Types].xml", "word/document.xml"), "wordprocessingml.document"),
        (archive("xl/workbook.xml"), "spreadsheetml.sheet"),
        (archive("ppt/presentation.xml"), "presentationml.presentation"),
        (OLE + "WordDocument".encode("utf-16-le"), "application/msword"),
        (OLE + "Workbook".encode("utf-16-le"), "application/vnd.ms-excel"),
    ],
)
def test_pictures_and_documents_are_known_by_their_content(data: bytes, media_type: str) -> None:
    assert recognised(data).media_type.endswith(media_type)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"MZ\x90 a program",
        b"<html><script>alert(1)</script>",
        b"#!/bin/sh",
        b"GIF89a" + b"\0" * 50,
        picture()[:100],
        archive("a.exe"),
        archive("word/document.xml", "word/vbaProject.bin"),
        b"PK\x03\x04 broken",
        OLE,
        OLE + "WordDocument".encode("utf-16-le") + "_VBA_PROJECT".encode("utf-16-le"),
        b"\0" * 2000 + PDF,
    ],
)
def test_everything_else_is_refused(store: MediaStore, folder: Path, data: bytes) -> None:
    with pytest.raises((MediaRefused, MediaTooLarge)):
        store.take("zalo:1", data, "giay-to.pdf")
    assert not folder.exists()


def test_a_file_lies_sealed_and_private_and_comes_back(store: MediaStore, folder: Path) -> None:
    taken = store.take("zalo:1", PDF, "đơn của Nguyễn Văn An.pdf")
    (file,) = folder.iterdir()
    assert PDF not in file.read_bytes()
    assert (file.stat().st_mode | folder.stat().st_mode) & 0o077 == 0
    media = store.read(taken.media)
    assert (media.content, media.media_type) == (PDF, "application/pdf")
    assert media.name == "đơn của Nguyễn Văn An.pdf"
    database = (folder.parent / "media.db").read_bytes() + (
        folder.parent / "media.db-wal"
    ).read_bytes()
    assert "Nguyễn".encode() not in database


def test_it_is_its_persons_own(store: MediaStore) -> None:
    taken = store.take("zalo:1", PDF)
    assert store.read(taken.media, "zalo:1").content == PDF
    with pytest.raises(NotFound):
        store.read(taken.media, "zalo:2")
    with pytest.raises(NotFound):
        store.picture_of("zalo:1", taken.media)
    with pytest.raises(NotFound):
        store.read("../../motcua.db")


def test_an_event_handled_twice_is_one_file(store: MediaStore, folder: Path) -> None:
    first = store.take("zalo:1", PDF, key="msg:1")
    assert store.take("zalo:1", PDF, key="msg:1") == first
    assert store.take("zalo:2", PDF, key="msg:1") != first
    assert len(list(folder.iterdir())) == 2


def test_limits(store: MediaStore, folder: Path) -> None:
    with pytest.raises(MediaTooLarge):
        store.take("zalo:1", PDF + b"\0" * 1000)
    with pytest.raises(MediaTooLarge):
        store.take_picture("zalo:1", b"\xff\xd8\xff" + b"\0" * 200_000)
    for _ in range(3):
        store.take("zalo:1", PDF)
    with pytest.raises(TooManyMedia):
        store.take("zalo:1", PDF)
    assert len(list(folder.iterdir())) == 3
    store.take("zalo:2", PDF)


def test_it_expires_unless_a_feature_keeps_it(
    store: MediaStore, folder: Path, clock: Clock
) -> None:
    passing, kept = store.take("zalo:1", PDF), store.take("zalo:1", PDF)
    store.keep(kept.media, clock.now + timedelta(days=30))
    store.keep(kept.media, clock.now)
    clock.now += timedelta(hours=24)
    with pytest.raises(NotFound):
        store.read(passing.media)
    with pytest.raises(NotFound):
        store.keep(passing.media, clock.now + timedelta(days=1))
    assert store.forget_expired() == 1
    assert [path.name for path in folder.iterdir()] == [kept.media]
    assert store.read(kept.media).content == PDF
    # What is kept takes no place of what the person sends.
    for _ in range(3):
        store.take("zalo:1", PDF)
    assert store.forget_passing("zalo:1") == 3
    assert store.read(kept.media).content == PDF
    assert store.forget("zalo:1") == 1
    assert list(folder.iterdir()) == []


def test_what_a_dead_process_left_is_swept(store: MediaStore, folder: Path, clock: Clock) -> None:
    taken = store.take("zalo:1", PDF)
    (folder / "leftover").write_bytes(b"sealed")
    store.sweep()
    assert (folder / "leftover").exists()
    clock.now += timedelta(hours=2)
    store.sweep()
    assert [path.name for path in folder.iterdir()] == [taken.media]


def test_a_reference_is_never_taken_for_a_number(store: MediaStore) -> None:
    for number in range(3):
        reference = store.take(f"zalo:{number}", PDF).media
        assert find_personal(reference) == []
        assert reference.isalpha()
