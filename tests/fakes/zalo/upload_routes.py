"""openapi: attachments."""

from __future__ import annotations

import secrets
from pathlib import PurePath

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from tests.fakes.common.forms import SentFile, read_form
from tests.fakes.zalo.access import Caller, success
from tests.fakes.zalo.errors import QUOTA, TOO_LARGE, ZaloError, invalid
from tests.fakes.zalo.settings import DAY_S
from tests.fakes.zalo.state import Upload, ZaloFake

router = APIRouter(prefix="/v2.0/oa/upload")

MEGABYTE = 1_000_000
IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
DOCUMENTS = {".pdf", ".doc", ".docx", ".csv"}


@router.post("/image")
async def upload_image(fake: Caller, request: Request) -> JSONResponse:
    """JPEG or PNG up to 1 MB."""
    file = await _file(request)
    if not file.content.startswith(IMAGES):
        raise invalid("file")
    return success(fake, {"attachment_id": _keep(fake, "image", file, MEGABYTE)})


@router.post("/gif")
async def upload_gif(fake: Caller, request: Request) -> JSONResponse:
    """GIF up to 5 MB."""
    file = await _file(request)
    if not file.content.startswith(b"GIF8"):
        raise invalid("file")
    return success(fake, {"attachment_id": _keep(fake, "gif", file, 5 * MEGABYTE)})


@router.post("/file")
async def upload_file(fake: Caller, request: Request) -> JSONResponse:
    """PDF, DOC, DOCX or CSV up to 5 MB."""
    file = await _file(request)
    if PurePath(file.name).suffix.lower() not in DOCUMENTS:
        raise invalid("file")
    return success(fake, {"token": _keep(fake, "file", file, 5 * MEGABYTE)})


async def _file(request: Request) -> SentFile:
    form = await read_form(request)
    if "file" not in form.files or not form.files["file"].content:
        raise invalid("file")
    return form.files["file"]


def _keep(fake: ZaloFake, kind: str, file: SentFile, limit: int) -> str:
    if len(file.content) > limit:
        raise ZaloError(TOO_LARGE)
    now = fake.clock.now_s()
    recent = [item for item in fake.uploads.values() if now - item.at_s < 30 * DAY_S]
    if len(recent) >= fake.settings.uploads_per_month:
        raise ZaloError(QUOTA)
    key = secrets.token_hex(10)
    fake.uploads[key] = Upload(kind, len(file.content), now)
    return key
