"""What a file is, by its content: its name and the sender's word prove nothing."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from api.media.errors import MediaRefused
from api.media.pictures import redrawn

PICTURE = "image/jpeg"
_PDF, _ZIP, _OLE = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
# Readers look for the mark within the first kilobyte.
_PDF_WITHIN = 1024
_OPEN_XML = "application/vnd.openxmlformats-officedocument"
# The part that makes an archive a document → its media type.
_IN_ARCHIVE = {
    "word/document.xml": f"{_OPEN_XML}.wordprocessingml.document",
    "xl/workbook.xml": f"{_OPEN_XML}.spreadsheetml.sheet",
    "ppt/presentation.xml": f"{_OPEN_XML}.presentationml.presentation",
}
_IN_OLE = {
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
}
_MACROS = "_VBA_PROJECT"
_MACRO_FILE = "vbaproject.bin"


@dataclass(frozen=True)
class Content:
    """What is kept of a file: its bytes, a picture drawn anew, and its media type."""

    data: bytes
    media_type: str


def picture(data: bytes) -> Content:
    """``data`` as a picture.

    Raises:
        ImageRefused: it is none that we take.
    """
    return Content(redrawn(data), PICTURE)


def recognised(data: bytes) -> Content:
    """``data`` as a picture or a document.

    Raises:
        MediaRefused: it is neither, is broken, or brings macros along.
    """
    if is_picture(data):
        return picture(data)
    if _PDF in data[:_PDF_WITHIN]:
        return Content(data, "application/pdf")
    if data.startswith(_ZIP):
        return Content(data, _of_archive(data))
    if data.startswith(_OLE):
        return Content(data, _of_ole(data))
    raise MediaRefused("unknown content")


def is_picture(data: bytes) -> bool:
    """Whether ``data`` begins as one of our kinds of pictures does."""
    return data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def _of_archive(data: bytes) -> str:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise MediaRefused("broken archive") from error
    if any(name.lower().endswith(_MACRO_FILE) for name in names):
        raise MediaRefused("macros")
    return _first_known(_IN_ARCHIVE, names)


def _of_ole(data: bytes) -> str:
    # Names in the directory of the file are UTF-16.
    held = [name for name in (*_IN_OLE, _MACROS) if name.encode("utf-16-le") in data]
    if _MACROS in held:
        raise MediaRefused("macros")
    return _first_known(_IN_OLE, held)


def _first_known(types: dict[str, str], names: list[str]) -> str:
    found = next((types[name] for name in types if name in names), None)
    if found is None:
        raise MediaRefused("no document")
    return found
