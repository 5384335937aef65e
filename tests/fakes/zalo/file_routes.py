"""The hosts on which Zalo keeps what people send."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from tests.fakes.common.paths import CONTROL
from tests.fakes.zalo.access import Anyone
from tests.fakes.zalo.state import SentByPerson

router = APIRouter()


@router.get("/files/{name}")
async def download(fake: Anyone, name: str) -> Response:
    """The bytes, or where they lie now."""
    file = fake.files.get(name)
    if file is None:
        return Response(status_code=404)
    if file.moved_to:
        return Response(status_code=302, headers={"Location": file.moved_to})
    return Response(file.content, media_type=file.media_type)


@router.put(f"{CONTROL}/files/{{name}}")
async def put_file(request: Request, fake: Anyone, name: str, moved_to: str = "") -> dict[str, str]:
    """Keep the body as a file that someone sent."""
    kind = request.headers.get("content-type", "application/octet-stream")
    fake.files[name] = SentByPerson(await request.body(), kind, moved_to)
    return {"path": f"/files/{name}"}
