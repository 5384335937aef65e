"""``/api/v1/media``: for our own processes only."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Path, Request, Response, UploadFile
from fastapi.concurrency import run_in_threadpool

from api.errors import ErrorBody
from api.media.schemas import StoredMedia
from api.media.service import MediaStore
from api.security import require_service

MEDIA_PATH = "/api/v1/media"
# What a form adds to the file that it carries.
FORM_BYTES = 65_536
router = APIRouter(
    prefix=MEDIA_PATH,
    tags=["media"],
    dependencies=[Depends(require_service)],
    responses={status: {"model": ErrorBody} for status in (401, 404, 413, 422, 429)},
)
Person = Annotated[str, Form(min_length=1, max_length=200, description="Whose it is.")]
Key = Annotated[str, Form(max_length=160, description="Of the event that brought it.")]
Reference = Annotated[str, Path(pattern=r"^[a-z]{16,32}$", description="Of the file.")]


@router.post("", status_code=201, summary="Take in a file that a person sent")
async def take(request: Request, file: UploadFile, person: Person, key: Key = "") -> StoredMedia:
    """Check it by its content, draw a picture anew, keep it sealed.

    Raises:
        MediaRefused, MediaTooLarge: it is none that we take.
        TooManyMedia: the person has sent as much as we hold.
    """
    data = await file.read()
    return await run_in_threadpool(_media(request).take, person, data, file.filename or "", key)


@router.get("/{reference}", response_class=Response, summary="A file that a person sent")
def read(request: Request, reference: Reference) -> Response:
    """The file, never to be shown by a browser as a page of ours.

    Raises:
        NotFound: there is none, or its time is over.
    """
    media = _media(request).read(reference)
    headers = {
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(media.name or reference)}",
    }
    return Response(media.content, media_type=media.media_type, headers=headers)


def _media(request: Request) -> MediaStore:
    media: MediaStore = request.app.state.media
    return media
